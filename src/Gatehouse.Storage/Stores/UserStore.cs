using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>People as rows.</summary>
internal sealed class UserStore(IDatabase database, UserRows rows, UserWriter writer, IOutboxSignal signal) : IUsers
{
    /// <inheritdoc/>
    public ValueTask<User?> Find(UserPool pool, string name, CancellationToken ct) =>
        database.Read(connection => rows.ByName(connection, pool.Id, pool.Names.Canonical(name)), ct);

    /// <inheritdoc/>
    public ValueTask<User?> BySub(string poolId, string sub, CancellationToken ct) =>
        database.Read(connection => rows.BySub(connection, poolId, sub), ct);

    /// <inheritdoc/>
    public ValueTask<User?> ByIdentity(string poolId, IdentityKey key, CancellationToken ct) =>
        database.Read(connection => rows.ByIdentity(connection, poolId, key), ct);

    /// <inheritdoc/>
    public async ValueTask<string?> Add(UserPool pool, User user, bool takeAliases, CancellationToken ct)
    {
        var taken = await database.Write(tx => writer.Add(tx, pool, user, takeAliases), ct);
        if (taken is null)
            Tell(user.Outgoing);
        return taken;
    }

    /// <inheritdoc/>
    public async ValueTask<Change<T>> Change<T>(UserPool pool, string sub, Func<User, T> change, bool takeAliases, CancellationToken ct)
    {
        IReadOnlyList<Message> sent = [];
        var changed = await database.Write(
            async tx =>
            {
                if (await rows.BySub(tx.Connection, pool.Id, sub, database.Dialect.ForUpdate) is not { } user)
                    return default;

                var (before, version) = (user.State, user.Version);
                var outcome = change(user);
                sent = user.Outgoing;
                if (!user.IsChanged)
                    return new(user, outcome);
                return await writer.Save(tx, pool, before, user, takeAliases) is { } taken
                    ? new(new User(before, version), default, taken)
                    : new Change<T>(new User(user.State, version + 1), outcome);
            },
            ct);
        Tell(sent);
        return changed;
    }

    /// <inheritdoc/>
    public ValueTask<bool> Remove(string poolId, string sub, CancellationToken ct) =>
        database.Write(tx => writer.Remove(tx.Connection, poolId, sub), ct);

    /// <inheritdoc/>
    public ValueTask<Page<User>> List(UserPool pool, UserFilter? filter, string? after, int limit, CancellationToken ct) => database.Read(
        async connection =>
        {
            var (from, parameters) = UserSearch.Of(pool.Id, filter, after, limit + 1);
            return Sql.Page(await rows.Query(connection, from, parameters), user => user.Sub, limit);
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<long> Count(string poolId, CancellationToken ct) => database.Read(
        connection => connection.ExecuteScalarAsync<long>(
            "SELECT CAST(COALESCE(SUM(users), 0) AS BIGINT) FROM pool_counts WHERE pool_id = @poolId", new { poolId }),
        ct);

    private void Tell(IReadOnlyList<Message> sent)
    {
        foreach (var way in sent.Select(message => message.Way).Distinct())
            signal.Stored(way);
    }
}
