using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Identities of pools as rows, each with a row for every login.</summary>
internal sealed class PooledIdentityStore(IDatabase database) : IPooledIdentities
{
    /// <inheritdoc/>
    public ValueTask<PooledIdentity?> Find(string identityId, CancellationToken ct) => database.Read(connection => Load(connection, identityId), ct);

    /// <inheritdoc/>
    public ValueTask<PooledIdentity?> ByLogin(string poolId, Login login, CancellationToken ct) => database.Read(
        async connection => await Holder(connection, poolId, login) is { } id ? await Load(connection, id) : null, ct);

    /// <inheritdoc/>
    public ValueTask<Outcome<PooledIdentity>> Settle(
        string poolId,
        string? identityId,
        IReadOnlyCollection<Login> logins,
        Func<IReadOnlyList<PooledIdentity>, Outcome<Settlement>> settle,
        CancellationToken ct) => database.Write<Outcome<PooledIdentity>>(
        async tx =>
        {
            // Holding on to the pool: who deletes it meanwhile waits, and then deletes what is added here too.
            if (await tx.Connection.ExecuteScalarAsync<string>($"SELECT id FROM identity_pools WHERE id = @poolId{database.Dialect.ForKeyShare}", new { poolId }) is null)
                return RefusalKind.UnknownPool;

            var found = await Involved(tx.Connection, poolId, identityId, logins);
            if (settle(found).Refused(out var refusal, out var settled))
                return refusal;

            await Save(tx.Connection, found, settled.Stored);
            return settled.Identity;
        },
        ct);

    /// <inheritdoc/>
    public async ValueTask<bool> Remove(string identityId, CancellationToken ct) => await database.Write(
        async tx =>
        {
            if (await tx.Connection.ExecuteAsync("DELETE FROM identities WHERE id = @identityId", new { identityId }) == 0)
                return false;

            await tx.Connection.ExecuteAsync("DELETE FROM identity_logins WHERE identity_id = @identityId", new { identityId });
            return true;
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<Page<PooledIdentity>> List(string poolId, bool onlyEnabled, string? after, int limit, CancellationToken ct) => database.Read(
        async connection =>
        {
            var rows = await connection.QueryAsync<string>(
                "SELECT state FROM identities WHERE pool_id = @poolId AND id > @after AND enabled >= @least ORDER BY id LIMIT @count",
                new { poolId, after = after ?? "", least = onlyEnabled ? 1L : 0L, count = limit + 1 });
            return Sql.Page(rows.Select(Documents.Read<PooledIdentity>), identity => identity.Id, limit);
        },
        ct);

    private async Task<List<PooledIdentity>> Involved(DbConnection connection, string poolId, string? identityId, IReadOnlyCollection<Login> logins)
    {
        var holders = new Dictionary<Login, string>();
        foreach (var login in logins)
        {
            if (await Holder(connection, poolId, login) is { } holder)
                holders[login] = holder;
        }

        // In one order everywhere, so that two who want the same two do not wait for each other.
        var found = new List<PooledIdentity>();
        foreach (var id in holders.Values.Append(identityId).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (await Load(connection, id, database.Dialect.ForUpdate) is { } identity && identity.PoolId == poolId)
                found.Add(identity);
        }

        // Before it was held on to, somebody may have taken the login elsewhere.
        return holders.All(held => found.Exists(identity => identity.Id == held.Value && identity.Logins.Contains(held.Key)))
            ? found
            : throw new LostRaceException();
    }

    private static async Task Save(DbConnection connection, List<PooledIdentity> found, IReadOnlyList<PooledIdentity> stored)
    {
        var added = new List<(Login Login, PooledIdentity Of)>();
        foreach (var identity in stored)
        {
            var before = found.Find(one => one.Id == identity.Id);
            foreach (var login in (before?.Logins ?? []).Except(identity.Logins))
                await connection.ExecuteAsync($"DELETE FROM identity_logins WHERE {OneLogin}", LoginRow(identity.PoolId, login));
            added.AddRange(identity.Logins.Except(before?.Logins ?? []).Select(login => (login, identity)));
            await SaveOne(connection, identity, isNew: before is null);
        }

        foreach (var (login, identity) in added.OrderBy(one => one.Login.Provider, StringComparer.Ordinal).ThenBy(one => one.Login.Subject, StringComparer.Ordinal))
        {
            // Nobody had it a moment ago: whoever does now was first.
            await connection.SaveOne(
                """
                INSERT INTO identity_logins (pool_id, provider, subject, identity_id) VALUES (@poolId, @provider, @subject, @Id)
                ON CONFLICT DO NOTHING
                """,
                new { poolId = identity.PoolId, provider = ByteKey.Of(login.Provider), subject = ByteKey.Of(login.Subject), identity.Id });
        }
    }

    private static Task SaveOne(DbConnection connection, PooledIdentity identity, bool isNew) => connection.SaveOne(
        isNew
            ? "INSERT INTO identities (id, pool_id, enabled, state) VALUES (@Id, @PoolId, @enabled, @state) ON CONFLICT DO NOTHING"
            : "UPDATE identities SET enabled = @enabled, state = @state WHERE id = @Id",
        new { identity.Id, identity.PoolId, enabled = identity.IsEnabled ? 1L : 0L, state = Documents.Write(identity) });

    private const string OneLogin = "pool_id = @poolId AND provider = @provider AND subject = @subject";

    private static object LoginRow(string poolId, Login login) =>
        new { poolId, provider = ByteKey.Of(login.Provider), subject = ByteKey.Of(login.Subject) };

    private static Task<string?> Holder(DbConnection connection, string poolId, Login login) =>
        connection.ExecuteScalarAsync<string?>($"SELECT identity_id FROM identity_logins WHERE {OneLogin}", LoginRow(poolId, login));

    private static async Task<PooledIdentity?> Load(DbConnection connection, string id, string locking = "") =>
        await connection.QuerySingleOrDefaultAsync<string>($"SELECT state FROM identities WHERE id = @id{locking}", new { id }) is { } state
            ? Documents.Read<PooledIdentity>(state)
            : null;
}
