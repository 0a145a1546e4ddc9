using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>One person and their row: the SRP verifier lies sealed beside the document, never in it.</summary>
internal sealed class UserRows(ISecretBox secrets)
{
    private const string Columns =
        """
        u.pool_id AS PoolId, u.sub, u.version, u.state, u.srp,
        CASE WHEN EXISTS (SELECT 1 FROM group_members g WHERE g.pool_id = u.pool_id AND g.sub = u.sub) THEN 1 ELSE 0 END AS Groups
        """;

    private const string Named = "user_names n JOIN users u ON u.pool_id = n.pool_id AND u.sub = n.sub WHERE n.pool_id = @poolId AND n.value = @name";

    /// <summary>The person with a canonical name that people can type.</summary>
    public async Task<User?> ByName(DbConnection connection, string poolId, string name) =>
        (await Query(connection, $"{Named} AND n.kind <> '{IdentityKey.Kind}'", new { poolId, name = ByteKey.Of(name) })).FirstOrDefault();

    /// <summary>The person whom a provider knows by a key.</summary>
    public async Task<User?> ByIdentity(DbConnection connection, string poolId, IdentityKey key) =>
        (await Query(connection, $"{Named} AND n.kind = '{IdentityKey.Kind}'", new { poolId, name = ByteKey.Of(key.Name.Value) })).FirstOrDefault();

    /// <summary>The person with a sub.</summary>
    public async Task<User?> BySub(DbConnection connection, string poolId, string sub, string locking = "") =>
        (await Query(connection, $"users u WHERE u.pool_id = @poolId AND u.sub = @sub{locking}", new { poolId, sub })).FirstOrDefault();

    /// <summary>The people of a FROM clause in which the table users is called u.</summary>
    public async Task<IEnumerable<User>> Query(DbConnection connection, string from, object parameters) =>
        (await connection.QueryAsync<Row>($"SELECT {Columns} FROM {from}", parameters)).Select(Open);

    /// <summary>Stores a new row.</summary>
    public Task Insert(DbConnection connection, UserState person) => connection.ExecuteAsync(
        "INSERT INTO users (pool_id, sub, version, enabled, state, srp) VALUES (@PoolId, @Sub, 1, @Enabled, @State, @Srp)", Close(person, 0));

    /// <summary>Saves a row if it still has the version that was loaded.</summary>
    public Task Update(DbConnection connection, UserState person, long version) => connection.SaveOne(
        """
        UPDATE users SET version = version + 1, enabled = @Enabled, state = @State, srp = @Srp
        WHERE pool_id = @PoolId AND sub = @Sub AND version = @Version
        """,
        Close(person, version));

    private User Open(Row row)
    {
        var person = Documents.Read<UserState>(row.State);
        if (row.Srp is { } box && person.Password is { } password)
            person = person with { Password = password with { Srp = Documents.Read<SrpVerifier>(secrets.Open(Purpose(row.PoolId, row.Sub), box)) } };

        return new(person, row.Version) { MayHaveGroups = row.Groups != 0 };
    }

    private Row Close(UserState person, long version) => new()
    {
        PoolId = person.PoolId,
        Sub = person.Sub,
        Version = version,
        Enabled = person.Enabled ? 1 : 0,
        State = Documents.Write(person with { Password = person.Password is { } password ? password with { Srp = null } : null }),
        Srp = person.Password?.Srp is { } srp ? secrets.Seal(Purpose(person.PoolId, person.Sub), Documents.WriteBytes(srp)) : null,
    };

    private static string Purpose(string poolId, string sub) => $"srp/{poolId}/{sub}";

    private sealed record Row
    {
        public string PoolId { get; init; } = "";

        public string Sub { get; init; } = "";

        public long Version { get; init; }

        public long Enabled { get; init; }

        public string State { get; init; } = "";

        public byte[]? Srp { get; init; }

        public int Groups { get; init; }
    }
}
