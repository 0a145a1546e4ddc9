using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>One person and their row: the SRP verifier, the secrets of authenticators and the hashes of past passwords lie sealed beside the document, never in it.</summary>
internal sealed class UserRows(ISecretBox secrets)
{
    /// <summary>The table, as new rows fill it.</summary>
    public static readonly BulkTable Table = new(
        "users",
        [
            ("pool_id", ColumnType.Text), ("sub", ColumnType.Text), ("version", ColumnType.Long), ("enabled", ColumnType.Long),
            ("state", ColumnType.Text), ("srp", ColumnType.Bytes), ("authenticators", ColumnType.Bytes),
            ("past_passwords", ColumnType.Bytes),
        ]);

    private const string Srp = "srp";
    private const string Authenticators = "authenticators";
    private const string PastPasswords = "past-passwords";
    private const string Columns =
        """
        u.pool_id AS PoolId, u.sub, u.version, u.state, u.srp, u.authenticators, u.past_passwords AS PastPasswords,
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
        """
        INSERT INTO users (pool_id, sub, version, enabled, state, srp, authenticators, past_passwords)
        VALUES (@PoolId, @Sub, 1, @Enabled, @State, @Srp, @Authenticators, @PastPasswords)
        """,
        Close(person, 0));

    /// <summary>The values of a new row, in the order of <see cref="Table"/>.</summary>
    public object?[] Values(UserState person)
    {
        var row = Close(person, 0);
        return [row.PoolId, row.Sub, 1L, row.Enabled, row.State, row.Srp, row.Authenticators, row.PastPasswords];
    }

    /// <summary>Saves a row if it still has the version that was loaded.</summary>
    public Task Update(DbConnection connection, UserState person, long version) => connection.SaveOne(
        """
        UPDATE users SET version = version + 1, enabled = @Enabled, state = @State, srp = @Srp, authenticators = @Authenticators,
            past_passwords = @PastPasswords
        WHERE pool_id = @PoolId AND sub = @Sub AND version = @Version
        """,
        Close(person, version));

    private User Open(Row row)
    {
        var person = Documents.Read<UserState>(row.State);
        if (row.Srp is { } srp && person.Password is { } password)
            person = person with { Password = password with { Srp = Open<SrpVerifier>(Srp, row, srp) } };
        if (row.Authenticators is { } authenticators)
            person = person with { Authenticators = Open<Authenticators>(Authenticators, row, authenticators) };

        if (row.PastPasswords is { } past)
            person = person with { PastPasswords = Open<string[]>(PastPasswords, row, past) };

        return new(person, row.Version) { MayHaveGroups = row.Groups != 0 };
    }

    private T Open<T>(string kind, Row row, byte[] box) => Documents.Read<T>(secrets.Open(Purpose(kind, row.PoolId, row.Sub), box));

    private Row Close(UserState person, long version) => new()
    {
        PoolId = person.PoolId,
        Sub = person.Sub,
        Version = version,
        Enabled = person.Enabled ? 1 : 0,
        State = Documents.Write(
            person with { Password = person.Password is { } password ? password with { Srp = null } : null, Authenticators = null, PastPasswords = [] }),
        Srp = Close(Srp, person, person.Password?.Srp),
        Authenticators = Close(Authenticators, person, person.Authenticators),
        PastPasswords = Close(PastPasswords, person, person.PastPasswords is { Count: > 0 } past ? past : null),
    };

    private byte[]? Close<T>(string kind, UserState person, T? secret)
        where T : class => secret is null ? null : secrets.Seal(Purpose(kind, person.PoolId, person.Sub), Documents.WriteBytes(secret));

    private static string Purpose(string kind, string poolId, string sub) => $"{kind}/{poolId}/{sub}";

    private sealed record Row
    {
        public string PoolId { get; init; } = "";

        public string Sub { get; init; } = "";

        public long Version { get; init; }

        public long Enabled { get; init; }

        public string State { get; init; } = "";

        public byte[]? Srp { get; init; }

        public byte[]? Authenticators { get; init; }

        public byte[]? PastPasswords { get; init; }

        public int Groups { get; init; }
    }
}
