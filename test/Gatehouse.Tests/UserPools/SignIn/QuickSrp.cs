using System.Security.Cryptography;
using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>Stands in for SRP's arithmetic where only its place in the flow is tested: who knows the password derives the key.</summary>
internal sealed class QuickSrp : ISrp
{
    public SrpVerifier Enrol(string poolName, string userId, string password) => new(new byte[16], Secret(poolName, userId, password));

    public byte[]? Accept(ReadOnlySpan<byte> verifier) => verifier.Length > 0 ? verifier.ToArray() : null;

    public SrpStart Start(ReadOnlySpan<byte> verifier) => new(new byte[32], Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    public bool IsAcceptable(string publicA) => publicA.Length is > 0 and <= 768 && publicA.All(char.IsAsciiHexDigit);

    public byte[]? SessionKey(string publicA, SrpStart start, ReadOnlySpan<byte> verifier) => Key(publicA, start.Public, verifier);

    /// <summary>The client's answers to PASSWORD_VERIFIER.</summary>
    public static (string Name, string Value)[] Answers(IReadOnlyDictionary<string, string> asked, string a, string poolId, string password, DateTimeOffset now)
    {
        var (pool, user, stamp) = (poolId.Split('_')[1], asked["USER_ID_FOR_SRP"], SrpProver.Stamp(now));
        byte[] said = [.. Encoding.UTF8.GetBytes(pool + user), .. Convert.FromBase64String(asked["SECRET_BLOCK"]), .. Encoding.UTF8.GetBytes(stamp)];
        var signature = HMACSHA256.HashData(Key(a, asked["SRP_B"], Secret(pool, user, password)), said);
        return
        [
            ("USERNAME", user), ("PASSWORD_CLAIM_SECRET_BLOCK", asked["SECRET_BLOCK"]),
            ("PASSWORD_CLAIM_SIGNATURE", Convert.ToBase64String(signature)), ("TIMESTAMP", stamp),
        ];
    }

    private static byte[] Key(string a, string b, ReadOnlySpan<byte> verifier) => HMACSHA256.HashData(verifier, Encoding.ASCII.GetBytes(a + b))[..16];

    private static byte[] Secret(string pool, string user, string password) => SHA256.HashData(Encoding.UTF8.GetBytes($"{pool}{user}:{password}"));
}
