using System.Collections.Concurrent;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Crypto;

namespace Gatehouse.Bench;

/// <summary>The client's half of SRP. What is the same for each sign-in of a person is computed once, so that the driver costs little.</summary>
public sealed class SrpClient
{
    private static readonly OpenSslModExp Arithmetic = OpenSslModExp.Instance ?? throw new PlatformNotSupportedException("OpenSSL was not found.");
    private readonly BigInteger secret = SrpGroup.Number(RandomNumberGenerator.GetBytes(32));
    private readonly BigInteger publicA;
    private readonly ConcurrentDictionary<string, (BigInteger X, BigInteger Verifier)> known = new();

    /// <summary>Draws the numbers that all sign-ins share.</summary>
    public SrpClient() => publicA = SrpGroup.Number(Arithmetic.Power(SrpGroup.Generator, Bytes(secret)));

    /// <summary>Signs a person in.</summary>
    public async Task SignIn(Server server, People people, Person person)
    {
        var begun = JsonSerializer.Deserialize<JsonElement>(await server.Call("InitiateAuth", JsonSerializer.SerializeToUtf8Bytes(new
        {
            people.ClientId,
            AuthFlow = "USER_SRP_AUTH",
            AuthParameters = new { USERNAME = person.Name, SRP_A = Convert.ToHexStringLower(Bytes(publicA)) },
        })));
        var challenge = begun.GetProperty("ChallengeParameters");
        var block = challenge.GetProperty("SECRET_BLOCK").GetString()!;
        var user = challenge.GetProperty("USER_ID_FOR_SRP").GetString()!;
        var time = TimeProvider.System.GetUtcNow().ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", System.Globalization.CultureInfo.InvariantCulture);
        var pool = people.PoolId.Split('_')[1];
        var key = Key(pool, user, challenge.GetProperty("SALT").GetString()!, challenge.GetProperty("SRP_B").GetString()!);
        byte[] signed = [.. Encoding.UTF8.GetBytes(pool + user), .. Convert.FromBase64String(block), .. Encoding.UTF8.GetBytes(time)];
        await server.Call("RespondToAuthChallenge", JsonSerializer.SerializeToUtf8Bytes(new
        {
            people.ClientId,
            ChallengeName = "PASSWORD_VERIFIER",
            ChallengeResponses = new Dictionary<string, string>
            {
                ["USERNAME"] = user,
                ["PASSWORD_CLAIM_SECRET_BLOCK"] = block,
                ["PASSWORD_CLAIM_SIGNATURE"] = Convert.ToBase64String(HMACSHA256.HashData(key, signed)),
                ["TIMESTAMP"] = time,
            },
        }));
    }

    private byte[] Key(string pool, string user, string salt, string publicB)
    {
        var (x, verifier) = known.GetOrAdd(user + salt, _ =>
        {
            var identity = SHA256.HashData(Encoding.UTF8.GetBytes($"{pool}{user}:{People.Password}"));
            var hash = SHA256.HashData([.. SrpGroup.Pad(SrpGroup.Hex(salt)!.Value), .. identity]);
            return (SrpGroup.Number(hash), SrpGroup.Number(Arithmetic.Power(SrpGroup.Generator, hash)));
        });
        var b = SrpGroup.Hex(publicB)!.Value;
        var u = SrpGroup.Number(SHA256.HashData([.. SrpGroup.Pad(publicA), .. SrpGroup.Pad(b)]));
        var number = (b - (SrpGroup.K * verifier)) % SrpGroup.N;
        var shared = Arithmetic.Power(SrpGroup.Fixed(number.Sign < 0 ? number + SrpGroup.N : number), Bytes(secret + (u * x)));
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, SrpGroup.Pad(SrpGroup.Number(shared)), 16, SrpGroup.Pad(u), "Caldera Derived Key"u8.ToArray());
    }

    private static byte[] Bytes(BigInteger number) => number.ToByteArray(isUnsigned: true, isBigEndian: true);
}
