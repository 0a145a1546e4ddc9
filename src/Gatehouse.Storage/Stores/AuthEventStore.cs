using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Histories of people as rows: one for each event, in the order of their ids.</summary>
internal sealed class AuthEventStore(IDatabase database) : IAuthEvents
{
    private const string OfPerson = "pool_id = @PoolId AND sub = @Sub";

    private static readonly (long Proven, int Most)[] Bounds = [(1, AuthEvent.MostProven), (0, AuthEvent.MostUnproven)];

    /// <inheritdoc/>
    public async ValueTask Append(IReadOnlyList<AuthEvent> events, CancellationToken ct) => await database.Write(
        async tx =>
        {
            var people = await Present(tx.Connection, events.Select(Person.Of).Distinct());
            var rows = events.Where(happened => people.Contains(Person.Of(happened))).Select(Row).ToList();
            if (rows.Count > 0)
            {
                await tx.Connection.ExecuteAsync(Sql.Rows(
                    "INSERT INTO auth_events (pool_id, sub, id, at, proven, state)", rows, "ON CONFLICT DO NOTHING"));
            }

            foreach (var person in people)
                await Trim(tx.Connection, person);
            return rows.Count;
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<Page<AuthEvent>> List(string poolId, string sub, string? before, int limit, CancellationToken ct) => database.Read(
        async connection =>
        {
            var (older, count) = (before is null ? "" : "AND id < @before ", limit + 1);
            var states = await connection.QueryAsync<string>(
                $"SELECT state FROM auth_events WHERE {OfPerson} {older}ORDER BY id DESC LIMIT @count",
                new { PoolId = poolId, Sub = sub, before, count });
            return Sql.Page(states.Select(Documents.Read<AuthEvent>), happened => happened.Id, limit);
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<AuthEvent?> Change(string poolId, string sub, string id, Func<AuthEvent, AuthEvent> change, CancellationToken ct) =>
        database.Write<AuthEvent?>(
            async tx =>
            {
                var key = new { PoolId = poolId, Sub = sub, id };
                var state = await tx.Connection.QuerySingleOrDefaultAsync<string>(
                    $"SELECT state FROM auth_events WHERE {OfPerson} AND id = @id{database.Dialect.ForUpdate}", key);
                if (state is null)
                    return null;

                var next = change(Documents.Read<AuthEvent>(state));
                await tx.Connection.SaveOne(
                    $"UPDATE auth_events SET state = @state WHERE {OfPerson} AND id = @id", new { PoolId = poolId, Sub = sub, id, state = Documents.Write(next) });
                return next;
            },
            ct);

    // Holding on to the people: who deletes one meanwhile waits, and then deletes these rows too.
    private async Task<HashSet<Person>> Present(DbConnection connection, IEnumerable<Person> people) => (await connection.QueryAsync<Person>(Sql.Rows(
        "SELECT pool_id AS PoolId, sub FROM users WHERE (pool_id, sub) IN (",
        people.Select(person => new object?[] { person.PoolId, person.Sub }),
        $") ORDER BY pool_id, sub{database.Dialect.ForKeyShare}"))).ToHashSet();

    private static async Task Trim(DbConnection connection, Person person)
    {
        foreach (var (proven, most) in Bounds)
        {
            await connection.ExecuteAsync(
                $"""
                DELETE FROM auth_events WHERE {OfPerson} AND proven = @proven AND id <= (
                    SELECT id FROM auth_events WHERE {OfPerson} AND proven = @proven ORDER BY id DESC LIMIT 1 OFFSET @most)
                """,
                new { person.PoolId, person.Sub, proven, most = (long)most });
        }
    }

    private static object?[] Row(AuthEvent happened) =>
    [
        happened.PoolId, happened.Sub, happened.Id, happened.At.Column(), happened.IsProven ? 1L : 0L, Documents.Write(happened),
    ];

    private sealed record Person
    {
        public string PoolId { get; init; } = "";

        public string Sub { get; init; } = "";

        public static Person Of(AuthEvent happened) => new() { PoolId = happened.PoolId, Sub = happened.Sub };
    }
}
