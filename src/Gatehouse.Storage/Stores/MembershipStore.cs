using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Who is in which group, as rows.</summary>
internal sealed class MembershipStore(IDatabase database, PartRows parts, UserRows users) : IMemberships
{
    private const int Batch = 1000;

    /// <inheritdoc/>
    public ValueTask<Joining> Join(string poolId, string group, string sub, DateTimeOffset now, CancellationToken ct) =>
        database.Write(tx => Join(tx, PartId.Of(poolId, Group.Kind, "", group), sub, now), ct);

    /// <inheritdoc/>
    public async ValueTask Leave(string poolId, string group, string sub, CancellationToken ct) => await database.Write(
        tx => tx.Connection.ExecuteAsync(
            "DELETE FROM group_members WHERE pool_id = @poolId AND name = @name AND sub = @sub", new { poolId, name = ByteKey.Beginning(group), sub }),
        ct);

    /// <inheritdoc/>
    public ValueTask<Page<User>> Members(Group group, string? after, int limit, CancellationToken ct) => database.Read(
        async connection =>
        {
            const string from =
                """
                group_members m JOIN users u ON u.pool_id = m.pool_id AND u.sub = m.sub
                WHERE m.pool_id = @PoolId AND m.name = @name AND m.group_id = @Id AND m.sub > @after ORDER BY m.sub LIMIT @count
                """;
            var parameters = new { group.PoolId, name = ByteKey.Beginning(group.Name), group.Id, after = after ?? "", count = limit + 1 };
            return Sql.Page(await users.Query(connection, from, parameters), user => user.Sub, limit);
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Group>> Of(string poolId, string sub, CancellationToken ct) => database.Read<IReadOnlyList<Group>>(
        async connection =>
        {
            var rows = await connection.QueryAsync<(string State, string GroupId)>(
                """
                SELECT p.state, m.group_id
                FROM group_members m JOIN parts p ON p.pool_id = m.pool_id AND p.kind = @kind AND p.owner = '' AND p.key = m.name
                WHERE m.pool_id = @poolId AND m.sub = @sub ORDER BY m.name
                """,
                new { poolId, sub, kind = Group.Kind.Name });
            return [.. rows.Select(row => (Group: Documents.Read<Group>(row.State), row.GroupId)).Where(row => row.Group.Id == row.GroupId).Select(row => row.Group)];
        },
        ct);

    /// <inheritdoc/>
    public async ValueTask Forget(Group removed, CancellationToken ct) => await database.DeleteInBatches(
        $"""
        DELETE FROM group_members WHERE pool_id = @PoolId AND name = @name AND group_id = @Id AND sub IN
            (SELECT sub FROM group_members WHERE pool_id = @PoolId AND name = @name AND group_id = @Id LIMIT {Batch})
        """,
        new { removed.PoolId, name = ByteKey.Beginning(removed.Name), removed.Id },
        Batch,
        ct);

    // Holding on to both: who removes one of them meanwhile waits, and then this row goes as well.
    private async Task<Joining> Join(Transaction tx, PartId id, string sub, DateTimeOffset now)
    {
        var connection = tx.Connection;
        if (await users.BySub(connection, id.PoolId, sub, database.Dialect.ForUpdate) is null)
            return Joining.NoPerson;
        if (await PartRows.One(connection, id, database.Dialect.ForKeyShare) is not { } row)
            return Joining.NoGroup;

        var added = await connection.ExecuteAsync(
            """
            INSERT INTO group_members (pool_id, name, sub, group_id, added) VALUES (@PoolId, @Key, @sub, @groupId, @since)
            ON CONFLICT (pool_id, name, sub) DO UPDATE SET group_id = excluded.group_id, added = excluded.added
            WHERE group_members.group_id <> excluded.group_id
            """,
            new { id.PoolId, id.Key, sub, groupId = parts.Open<Group>(row).Id, since = now.Column() });
        if (added == 0 || await connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM group_members WHERE pool_id = @PoolId AND sub = @sub", new { id.PoolId, sub }) <= Group.MaxPerPerson)
            return Joining.Joined;

        tx.Abandon();
        return Joining.Full;
    }
}
