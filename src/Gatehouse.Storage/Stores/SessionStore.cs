using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Sessions as rows.</summary>
internal sealed class SessionStore(IDatabase database) : ISessions
{
    /// <inheritdoc/>
    public ValueTask<bool> Open(Session session, long? personVersion, CancellationToken ct) => database.Write(
        async tx =>
        {
            // One statement that looks and writes, holding on to the person: who disables them meanwhile waits, and then ends this session too.
            var statement =
                $"""
                INSERT INTO sessions (pool_id, id, sub, client_id, refresh_hash, kept_until, state)
                SELECT pool_id, @Id, sub, @ClientId, @RefreshHash, @keptUntil, @state
                FROM users WHERE pool_id = @PoolId AND sub = @Sub AND enabled = 1 AND (@any = 1 OR version = @version){database.Dialect.ForShare}
                ON CONFLICT DO NOTHING
                """;
            return await tx.Connection.ExecuteAsync(
                statement,
                new
                {
                    any = personVersion is null ? 1L : 0L,
                    version = personVersion ?? 0L,
                    session.PoolId,
                    session.Id,
                    session.Sub,
                    session.ClientId,
                    session.RefreshHash,
                    keptUntil = session.KeptUntil.Column(),
                    state = Documents.Write(session),
                }) == 1;
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<Session?> Find(string poolId, string id, CancellationToken ct) =>
        database.Read(connection => One(connection, "id = @id", new { poolId, id }), ct);

    /// <inheritdoc/>
    public ValueTask<Session?> ByRefreshHash(string poolId, byte[] refreshHash, CancellationToken ct) =>
        database.Read(connection => One(connection, "refresh_hash = @refreshHash", new { poolId, refreshHash }), ct);

    /// <inheritdoc/>
    public ValueTask<Session?> Change(string poolId, string id, Func<Session, Session?> change, CancellationToken ct) => database.Write(
        async tx =>
        {
            if (await One(tx.Connection, "id = @id" + database.Dialect.ForUpdate, new { poolId, id }) is not { } session)
                return null;

            var next = change(session);
            if (next is null)
                await Delete(tx.Connection, poolId, id);
            else if (!ReferenceEquals(next, session))
                await tx.Connection.SaveOne("UPDATE sessions SET state = @state WHERE pool_id = @poolId AND id = @id", new { poolId, id, state = Documents.Write(next) });
            return next;
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<bool> Close(string poolId, string id, CancellationToken ct) => database.Write(
        async tx => await Delete(tx.Connection, poolId, id) == 1, ct);

    /// <inheritdoc/>
    public async ValueTask CloseAll(string poolId, string sub, CancellationToken ct) => await database.Write(
        tx => tx.Connection.ExecuteAsync("DELETE FROM sessions WHERE pool_id = @poolId AND sub = @sub", new { poolId, sub }), ct);

    /// <inheritdoc/>
    public async ValueTask EndRefresh(string poolId, string sub, string deviceKey, DateTimeOffset now, CancellationToken ct) => await database.Write(
        async tx =>
        {
            var rows = await tx.Connection.QueryAsync<string>(
                $"SELECT state FROM sessions WHERE pool_id = @poolId AND sub = @sub ORDER BY id{database.Dialect.ForUpdate}", new { poolId, sub });
            foreach (var session in rows.Select(Documents.Read<Session>).Where(session => session.DeviceKey == deviceKey && session.RefreshUntil > now))
            {
                await tx.Connection.ExecuteAsync(
                    "UPDATE sessions SET state = @state WHERE pool_id = @poolId AND id = @id",
                    new { poolId, id = session.Id, state = Documents.Write(session with { RefreshUntil = now }) });
            }

            return true;
        },
        ct);

    private static Task<int> Delete(DbConnection connection, string poolId, string id) =>
        connection.ExecuteAsync("DELETE FROM sessions WHERE pool_id = @poolId AND id = @id", new { poolId, id });

    private static async Task<Session?> One(DbConnection connection, string condition, object parameters) =>
        await connection.QuerySingleOrDefaultAsync<string>(
            $"SELECT state FROM sessions WHERE pool_id = @poolId AND {condition}", parameters) is { } state
            ? Documents.Read<Session>(state)
            : null;
}
