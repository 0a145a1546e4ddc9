using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Identity;

/// <summary>Who proves themselves in an exchange. What one was asked, the other cannot answer.</summary>
public enum SrpProver
{
    /// <summary>A person, by password.</summary>
    Person,

    /// <summary>A device, by the secret it made for itself.</summary>
    Device,

    /// <summary>A person, by password, in the middle of a sign-in.</summary>
    PersonInCourse,
}

/// <summary>What a client sends to prove a secret by SRP.</summary>
/// <param name="Name">The USERNAME it was told, or the one it began with.</param>
/// <param name="SecretBlock">As it was given.</param>
/// <param name="Signature">Base64.</param>
/// <param name="Timestamp">As <c>Tue Sep 1 09:08:07 UTC 2026</c>.</param>
public sealed record SrpProof(string Name, string SecretBlock, string Signature, string Timestamp)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private static readonly string[] Forms = ["ddd MMM d HH:mm:ss 'UTC' yyyy", "ddd MMM dd HH:mm:ss 'UTC' yyyy"];

    /// <summary>Whether it was made at about this time.</summary>
    public bool IsTimely(DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(Timestamp, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        && (time - now).Duration() <= ClockSkew;
}

/// <summary>The state of one SRP exchange between its two calls, carried by the client, sealed.</summary>
/// <param name="PoolId">In which pool.</param>
/// <param name="ClientId">Through which application.</param>
/// <param name="Name">By which name the person was called.</param>
/// <param name="UserId">What stands for the person, or for the device, in the proof.</param>
/// <param name="PublicA">The client's half, hexadecimal.</param>
/// <param name="Start">Our half.</param>
/// <param name="Expires">When the proof must have come, in ticks.</param>
/// <param name="Nonce">16 random bytes, spent with a proof that holds.</param>
public sealed record SrpExchange(
    string PoolId, string ClientId, string Name, string UserId, string PublicA, SrpStart Start, long Expires, byte[] Nonce)
{
    /// <summary>On which device it began, as was said; null when nothing was.</summary>
    public string? DeviceKey { get; init; }

    /// <summary>Seals the exchange into the SECRET_BLOCK.</summary>
    public string Seal(ISecretBox secrets, SrpProver prover = SrpProver.Person)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        foreach (var text in (string[])[PoolId, ClientId, Name, UserId, PublicA, Start.Public, DeviceKey ?? ""])
            writer.Write(text);
        writer.Write(Expires);
        writer.Write(Nonce);
        writer.Write(Start.Secret);
        writer.Flush();
        return Convert.ToBase64String(secrets.Seal(Purpose(prover), buffer.ToArray()));
    }

    /// <summary>Opens a SECRET_BLOCK; null for one we did not make, or made for the other kind of prover.</summary>
    public static SrpExchange? Open(ISecretBox secrets, string block, SrpProver prover = SrpProver.Person)
    {
        var bytes = new byte[block.Length];
        if (!Convert.TryFromBase64String(block, bytes, out var length) || !secrets.TryOpen(Purpose(prover), bytes.AsSpan(0, length), out var state))
            return null;

        using var reader = new BinaryReader(new MemoryStream(state));
        string Text() => reader.ReadString();
        var (pool, client, name, user, a, b, device) = (Text(), Text(), Text(), Text(), Text(), Text(), Text());
        var expires = reader.ReadInt64();
        var nonce = reader.ReadBytes(16);
        return new SrpExchange(pool, client, name, user, a, new SrpStart(reader.ReadBytes(32), b), expires, nonce)
        {
            DeviceKey = device.Length > 0 ? device : null,
        };
    }

    /// <summary>Whether a proof holds for this exchange. The work is the same for every proof.</summary>
    /// <param name="srp">The arithmetic.</param>
    /// <param name="group">What stands for the pool in the proof.</param>
    /// <param name="verifier">What is kept of the secret.</param>
    /// <param name="proof">The proof.</param>
    public bool Holds(ISrp srp, string group, SrpVerifier verifier, SrpProof proof)
    {
        if (srp.SessionKey(PublicA, Start, verifier.Verifier) is not { } key)
            return false;

        byte[] signed =
        [
            .. Encoding.UTF8.GetBytes(group + UserId),
            .. Convert.FromBase64String(proof.SecretBlock),
            .. Encoding.UTF8.GetBytes(proof.Timestamp),
        ];
        Span<byte> given = stackalloc byte[64];
        var length = Convert.TryFromBase64String(proof.Signature, given, out var read) ? read : 0;
        return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, signed), given[..length]);
    }

    private static string Purpose(SrpProver prover) => prover switch
    {
        SrpProver.Device => "srp-exchange/2/device",
        SrpProver.PersonInCourse => "srp-exchange/2/course",
        _ => "srp-exchange/2",
    };
}
