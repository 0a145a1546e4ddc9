using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Crypto;

namespace Gatehouse.Tests.UserPools;

/// <summary>The client's side of a sign-in by SRP, with OpenSSL's arithmetic.</summary>
internal sealed class SrpProver
{
    private readonly BigInteger a = SrpGroup.Number(RandomNumberGenerator.GetBytes(32));

    public SrpProver() => A = SrpGroup.Number(Power(2, a)).ToString("x", CultureInfo.InvariantCulture);

    public string A { get; }

    /// <summary>The TIMESTAMP of a moment.</summary>
    public static string Stamp(DateTimeOffset time) => time.ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);

    /// <summary>The answers to PASSWORD_VERIFIER.</summary>
    public (string Name, string Value)[] Answers(IReadOnlyDictionary<string, string> asked, string poolId, string password, DateTimeOffset time)
    {
        var user = asked["USER_ID_FOR_SRP"];
        return [("USERNAME", user), .. Claim(asked, (poolId.Split('_')[1], user), password, Stamp(time))];
    }

    /// <summary>The answers to DEVICE_PASSWORD_VERIFIER, beside the user name.</summary>
    public (string Name, string Value)[] Answers(IReadOnlyDictionary<string, string> asked, TestDevice device, DateTimeOffset time) =>
        [("DEVICE_KEY", device.Key), .. Claim(asked, (device.GroupKey, device.Key), device.Secret, Stamp(time))];

    private (string Name, string Value)[] Claim(IReadOnlyDictionary<string, string> asked, (string Pool, string User) who, string password, string stamp)
    {
        var (pool, user) = who;
        byte[] said = [.. Encoding.UTF8.GetBytes(pool + user), .. Convert.FromBase64String(asked["SECRET_BLOCK"]), .. Encoding.UTF8.GetBytes(stamp)];
        var signature = HMACSHA256.HashData(Key(pool, user, password, asked["SALT"], asked["SRP_B"]), said);
        return
        [
            ("PASSWORD_CLAIM_SECRET_BLOCK", asked["SECRET_BLOCK"]),
            ("PASSWORD_CLAIM_SIGNATURE", Convert.ToBase64String(signature)), ("TIMESTAMP", stamp),
        ];
    }

    private byte[] Key(string pool, string user, string password, string salt, string publicB)
    {
        var b = SrpGroup.Hex(publicB)!.Value;
        var u = SrpGroup.Number(SHA256.HashData([.. SrpGroup.Pad(SrpGroup.Hex(A)!.Value), .. SrpGroup.Pad(b)]));
        var inner = SHA256.HashData(Encoding.UTF8.GetBytes($"{pool}{user}:{password}"));
        var x = SrpGroup.Number(SHA256.HashData([.. SrpGroup.Pad(SrpGroup.Hex(salt)!.Value), .. inner]));
        var seed = (b - (SrpGroup.K * SrpGroup.Number(Power(2, x)))) % SrpGroup.N;
        var shared = SrpGroup.Number(Power(seed.Sign < 0 ? seed + SrpGroup.N : seed, a + (u * x)));
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, SrpGroup.Pad(shared), 16, SrpGroup.Pad(u), "Caldera Derived Key"u8.ToArray());
    }

    private static byte[] Power(BigInteger number, BigInteger exponent) =>
        OpenSslModExp.Instance!.Power(number.ToByteArray(true, true), exponent.ToByteArray(true, true));
}
