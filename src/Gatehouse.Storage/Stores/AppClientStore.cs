using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Applications as rows. Their secrets are sealed, and opened when a snapshot is loaded.</summary>
internal sealed class AppClientStore(IDatabase database, Notices notices, AppClientRows rows) : IAppClients
{
    private readonly Snapshots<AppClient> snapshots = new(notices);

    /// <inheritdoc/>
    public ValueTask<AppClient?> Find(string clientId, CancellationToken ct) =>
        snapshots.Find(clientId, id => database.Read(connection => rows.Load(connection, id), ct));

    /// <inheritdoc/>
    public ValueTask<bool> Add(AppClient client, CancellationToken ct) => database.Write(
        async tx =>
        {
            if (!await PoolIsThere(tx.Connection, client.PoolId) || !await rows.Insert(tx.Connection, client))
                return false;

            tx.Notify(client.Id);
            return true;
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<AppClient?> Change(string poolId, string clientId, Func<AppClient, AppClient> change, CancellationToken ct) =>
        database.Write<AppClient?>(
            async tx =>
            {
                if (await rows.Load(tx.Connection, clientId, database.Dialect.ForUpdate) is not { } client || client.PoolId != poolId)
                    return null;

                var next = change(client);
                if (ReferenceEquals(next, client))
                    return client;

                await rows.Update(tx.Connection, next);
                tx.Notify(clientId);
                return next;
            },
            ct);

    /// <inheritdoc/>
    public ValueTask<bool> Remove(string poolId, string clientId, CancellationToken ct) => database.Write(
        async tx =>
        {
            var removed = await tx.Connection.ExecuteAsync(
                "DELETE FROM clients WHERE id = @clientId AND pool_id = @poolId", new { poolId, clientId });
            if (removed == 0)
                return false;

            await tx.Connection.ExecuteAsync(
                "DELETE FROM sessions WHERE pool_id = @poolId AND client_id = @clientId", new { poolId, clientId });
            tx.Notify(clientId);
            return true;
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<Page<AppClient>> List(string poolId, string? after, int limit, CancellationToken ct) => database.Read(
        async connection => Sql.Page(await rows.List(connection, poolId, after ?? "", limit + 1), client => client.Id, limit), ct);

    /// <inheritdoc/>
    public ValueTask<bool> AnyAllows(string poolId, SignInWays way, CancellationToken ct) => database.Read(
        async connection => await connection.ExecuteScalarAsync<long>(
            """
            SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM clients WHERE pool_id = @poolId)
                          OR EXISTS (SELECT 1 FROM clients WHERE pool_id = @poolId AND (ways & @ways) <> 0)
                        THEN 1 ELSE 0 END
            """,
            new { poolId, ways = (long)way }) == 1,
        ct);

    private async Task<bool> PoolIsThere(DbConnection connection, string poolId) =>
        await connection.ExecuteScalarAsync<string>($"SELECT id FROM pools WHERE id = @poolId{database.Dialect.ForKeyShare}", new { poolId }) is not null;
}
