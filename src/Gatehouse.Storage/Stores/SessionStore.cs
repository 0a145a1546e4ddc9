using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Sessions as rows.</summary>
internal sealed class SessionStore(IDatabase database) : ISessions
{
    private const string Update =
        """
        UPDATE sessions SET state = @state, last_active = @lastActive, active_until = @activeUntil, address = @Address, device = @Device
        WHERE pool_id = @PoolId AND id = @Id
        """;

    private const int Batch = 500;

    private const string Columns = "state, last_active AS LastActive, address, device";

    /// <inheritdoc/>
    public ValueTask<bool> Open(Session session, long? personVersion, int? most, CancellationToken ct) => database.Write(
        async tx =>
        {
            if (!await Insert(tx.Connection, session, personVersion, most is null ? database.Dialect.ForShare : database.Dialect.ForUpdate))
                return false;

            if (most is { } keep)
                await Evict(tx.Connection, session, keep);
            return true;
        },
        ct);

    /// <inheritdoc/>
    public async ValueTask Used(IReadOnlyCollection<UsedSession> used, CancellationToken ct)
    {
        foreach (var some in used.Chunk(Batch))
            await database.Write(tx => tx.Connection.ExecuteAsync(Noted(some)), ct);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Session>> Of(string poolId, string sub, DateTimeOffset now, int limit, CancellationToken ct) =>
        database.Read<IReadOnlyList<Session>>(
            async connection =>
            {
                var rows = await connection.QueryAsync<Row>(
                    $"""
                    SELECT {Columns} FROM sessions
                    WHERE pool_id = @poolId AND sub = @sub AND last_active IS NOT NULL AND active_until > @now
                    ORDER BY last_active DESC, id LIMIT @limit
                    """,
                    new { poolId, sub, now = now.Column(), limit });
                return [.. rows.Select(Read)];
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
                await tx.Connection.SaveOne(Update, Values(next));
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
            var rows = await tx.Connection.QueryAsync<Row>(
                $"SELECT {Columns} FROM sessions WHERE pool_id = @poolId AND sub = @sub ORDER BY id{database.Dialect.ForUpdate}", new { poolId, sub });
            foreach (var session in rows.Select(Read).Where(session => session.DeviceKey == deviceKey && session.RefreshUntil > now))
                await tx.Connection.ExecuteAsync(Update, Values(session with { RefreshUntil = now }));

            return true;
        },
        ct);

    // Whose refresh token was ended meanwhile does not get its time back.
    private static CommandDefinition Noted(IEnumerable<UsedSession> used) => Sql.Rows(
        "WITH noted (pool_id, id, used, until, address, device) AS (",
        used.Select(one => new object?[]
        {
            one.Session.PoolId, one.Session.Id, one.Use.At.Column(), one.Session.RefreshUntil.Column(), one.Use.Address, one.Use.Device,
        }),
        """
        )
        UPDATE sessions
        SET last_active = noted.used, active_until = COALESCE(active_until, noted.until), address = noted.address, device = noted.device
        FROM noted
        WHERE sessions.pool_id = noted.pool_id AND sessions.id = noted.id AND COALESCE(last_active, 0) <= noted.used
        """);

    private static Task<int> Delete(DbConnection connection, string poolId, string id) =>
        connection.ExecuteAsync("DELETE FROM sessions WHERE pool_id = @poolId AND id = @id", new { poolId, id });

    // One statement that looks and writes, holding on to the person: who disables them meanwhile waits, and then ends this session too.
    private static async Task<bool> Insert(DbConnection connection, Session session, long? personVersion, string locking) =>
        await connection.ExecuteAsync(
            $"""
            INSERT INTO sessions (pool_id, id, sub, client_id, refresh_hash, kept_until, state, last_active, active_until, address, device)
            SELECT pool_id, @Id, sub, @ClientId, @RefreshHash, @keptUntil, @state, @lastActive, @activeUntil, @Address, @Device
            FROM users WHERE pool_id = @PoolId AND sub = @Sub AND enabled = 1 AND (@any = 1 OR version = @version){locking}
            ON CONFLICT DO NOTHING
            """,
            Values(session, personVersion)) == 1;

    // When and where a session was used lies in columns of its own, so that it is noted without reading the rest.
    private static object Values(Session session, long? personVersion = null) => new
    {
        any = personVersion is null ? 1L : 0L,
        version = personVersion ?? 0L,
        session.PoolId,
        session.Id,
        session.Sub,
        session.ClientId,
        session.RefreshHash,
        keptUntil = session.KeptUntil.Column(),
        state = Documents.Write(session with { LastUse = null }),
        lastActive = session.LastUse?.At.Column(),
        activeUntil = session.LastUse is null ? (long?)null : session.RefreshUntil.Column(),
        session.LastUse?.Address,
        session.LastUse?.Device,
    };

    // Whoever opens another session of this person waits for this one: so each counts all the others.
    private static Task Evict(DbConnection connection, Session opened, int most) => connection.ExecuteAsync(
        """
        DELETE FROM sessions WHERE pool_id = @PoolId AND id IN (
            SELECT id FROM sessions
            WHERE pool_id = @PoolId AND sub = @Sub AND id <> @Id AND last_active IS NOT NULL AND active_until > @now
            ORDER BY last_active DESC, id LIMIT 1000000 OFFSET @others)
        """,
        new { opened.PoolId, opened.Sub, opened.Id, now = opened.AuthTime.Column(), others = most - 1 });

    private static async Task<Session?> One(DbConnection connection, string condition, object parameters) =>
        await connection.QuerySingleOrDefaultAsync<Row>(
            $"SELECT {Columns} FROM sessions WHERE pool_id = @poolId AND {condition}", parameters) is { } row
            ? Read(row)
            : null;

    private static Session Read(Row row)
    {
        var session = Documents.Read<Session>(row.State);
        return row.LastActive is { } at ? session with { LastUse = new(Sql.Time(at), row.Address, row.Device) } : session;
    }

    private sealed record Row
    {
        public string State { get; init; } = "";

        public long? LastActive { get; init; }

        public string? Address { get; init; }

        public string? Device { get; init; }
    }
}
