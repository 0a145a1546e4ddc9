using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>One application and its row: the secrets lie sealed beside the document, never in it.</summary>
internal sealed class AppClientRows(ISecretBox secrets)
{
    private const string Columns = "id, pool_id AS PoolId, state, secrets";

    /// <summary>The client, or null.</summary>
    public async Task<AppClient?> Load(DbConnection connection, string clientId, string locking = "") =>
        await connection.QuerySingleOrDefaultAsync<Row>($"SELECT {Columns} FROM clients WHERE id = @clientId{locking}", new { clientId }) is { } row
            ? Open(row)
            : null;

    /// <summary>Clients of a pool, by id.</summary>
    public async Task<IEnumerable<AppClient>> List(DbConnection connection, string poolId, string after, int count)
    {
        var found = await connection.QueryAsync<Row>(
            $"SELECT {Columns} FROM clients WHERE pool_id = @poolId AND id > @after ORDER BY id LIMIT @count", new { poolId, after, count });
        return found.Select(Open);
    }

    /// <summary>False when the id is in use.</summary>
    public async Task<bool> Insert(DbConnection connection, AppClient client) => await connection.ExecuteAsync(
        """
        INSERT INTO clients (id, pool_id, ways, version, state, secrets) VALUES (@Id, @PoolId, @Ways, 1, @State, @Secrets)
        ON CONFLICT DO NOTHING
        """,
        Close(client)) == 1;

    /// <summary>Saves a client that was loaded in this transaction.</summary>
    public Task Update(DbConnection connection, AppClient client) => connection.SaveOne(
        "UPDATE clients SET ways = @Ways, version = version + 1, state = @State, secrets = @Secrets WHERE id = @Id AND pool_id = @PoolId",
        Close(client));

    private AppClient Open(Row row) => Documents.Read<AppClient>(row.State) with
    {
        Secrets = Documents.Read<List<ClientSecret>>(secrets.Open(Purpose(row.PoolId, row.Id), row.Secrets)),
    };

    private Row Close(AppClient client) => new()
    {
        Id = client.Id,
        PoolId = client.PoolId,
        Ways = (long)client.Ways,
        State = Documents.Write(client with { Secrets = [] }),
        Secrets = secrets.Seal(Purpose(client.PoolId, client.Id), Documents.WriteBytes(client.Secrets)),
    };

    private static string Purpose(string poolId, string clientId) => $"client-secret/{poolId}/{clientId}";

    private sealed record Row
    {
        public string Id { get; init; } = "";

        public string PoolId { get; init; } = "";

        public long Ways { get; init; }

        public string State { get; init; } = "";

        public byte[] Secrets { get; init; } = [];
    }
}
