using System.Globalization;
using System.Security.Cryptography;
using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>People, pools and what belongs to them, with ids of their own.</summary>
internal static class Samples
{
    private static int counter;

    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static string Unique(string prefix) => prefix + Interlocked.Increment(ref counter).ToString("D6", CultureInfo.InvariantCulture);

    public static UserPool Pool(SignInNames? names = null) => new()
    {
        Id = Unique("us-east-1_p"), Name = "pool", Created = Noon, Modified = Noon,
        Names = names ?? new SignInNames { Aliases = [Attributes.Email, Attributes.PreferredUsername] },
    };

    public static IdentityPool IdentityPool() => new() { Id = Unique("us-east-1:p"), Name = "pool" };

    public static AppClient Client(string poolId, params string[] secrets) => new()
    {
        Id = Unique("client"), PoolId = poolId, Name = "app", Created = Noon, Modified = Noon,
        Secrets = [.. secrets.Select((value, i) => new ClientSecret($"secret--{i}", value, Noon))],
    };

    public static string Sub() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    public static UserState Person(UserPool pool, string username, string? email = null, bool proven = true, string? sub = null) => new()
    {
        PoolId = pool.Id, Sub = sub ?? Sub(), Username = username, Status = UserStatus.Confirmed, Created = Noon, Modified = Noon,
        Attributes = email is null
            ? new Dictionary<string, string>()
            : new Dictionary<string, string> { [Attributes.Email] = email, [Attributes.EmailVerified] = proven ? "true" : "false" },
    };

    public static Session Session(string poolId, string sub, string clientId = "client") => new(
        poolId, Sub(), sub, clientId, Sub(), RandomNumberGenerator.GetBytes(32), Noon, Noon.AddDays(30), Noon.AddDays(31));

    public static Message Message(UserPool pool, string to, DateTimeOffset? created = null, string? id = null) => new(
        id ?? Sub(), pool.Id, Channel.Email, to, MessagePurpose.SignUp, "subject", "body 123456", "123456", created ?? Noon);

    public static SigningKey Key(string poolId, TokenUse use, DateTimeOffset from) => new(
        poolId, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), use, [1, 2, 3], RandomNumberGenerator.GetBytes(256), [1, 0, 1], from, null);
}
