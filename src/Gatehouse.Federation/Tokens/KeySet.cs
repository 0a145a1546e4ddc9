using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Federation;

/// <summary>One public key as a provider publishes it (RFC 7517).</summary>
internal sealed record PublishedKey
{
    [JsonPropertyName("kty")]
    public string? Kind { get; init; }

    [JsonPropertyName("kid")]
    public string? Id { get; init; }

    [JsonPropertyName("use")]
    public string? Use { get; init; }

    [JsonPropertyName("alg")]
    public string? Algorithm { get; init; }

    [JsonPropertyName("n")]
    public string? Modulus { get; init; }

    [JsonPropertyName("e")]
    public string? Exponent { get; init; }

    [JsonPropertyName("crv")]
    public string? Curve { get; init; }

    [JsonPropertyName("x")]
    public string? X { get; init; }

    [JsonPropertyName("y")]
    public string? Y { get; init; }
}

/// <summary>The keys that a provider publishes.</summary>
internal sealed record PublishedKeys
{
    [JsonPropertyName("keys")]
    public IReadOnlyList<PublishedKey>? Keys { get; init; }
}

/// <summary>The keys of an issuer that may judge tokens: RSA of 2,048 to 8,192 bits, and the three curves of NIST. Others are as if they were not there.</summary>
internal sealed class KeySet
{
    private const int MostKeys = 100;
    private const int LeastBits = 2048;
    private const int MostBits = 8192;

    private readonly List<(SecurityKey Key, string? Algorithm)> keys = [];

    public KeySet(PublishedKeys published)
    {
        foreach (var key in (published.Keys ?? []).Where(key => key.Use is null or "sig").Take(MostKeys))
        {
            if (Read(key) is not { } read)
                continue;

            read.KeyId = key.Id;
            keys.Add((read, key.Algorithm));
        }
    }

    /// <summary>The key that a token's header names; where it names none, the only one there is. Null when it cannot be told.</summary>
    public SecurityKey? Find(string? id, string algorithm)
    {
        var fitting = keys.Where(key => (string.IsNullOrEmpty(id) || key.Key.KeyId == id) && (key.Algorithm is null || key.Algorithm == algorithm)).ToList();
        return fitting is [var only] ? only.Key : null;
    }

    /// <summary>Whether there is a key of that name.</summary>
    public bool Knows(string? id) => string.IsNullOrEmpty(id) || keys.Exists(key => key.Key.KeyId == id);

    private static SecurityKey? Read(PublishedKey key)
    {
        try
        {
            return key.Kind switch
            {
                "RSA" => Rsa(key),
                "EC" => Elliptic(key),
                _ => null,
            };
        }
        catch (Exception failure) when (failure is FormatException or CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            return null; // A key that cannot be read judges nothing.
        }
    }

    private static RsaSecurityKey? Rsa(PublishedKey key)
    {
        var (modulus, exponent) = (Base64UrlEncoder.DecodeBytes(key.Modulus), Base64UrlEncoder.DecodeBytes(key.Exponent));
        var read = new RsaSecurityKey(new RSAParameters { Modulus = modulus, Exponent = exponent });
        return modulus.Length * 8 is >= LeastBits and <= MostBits && exponent.Length <= sizeof(int) ? read : null;
    }

    private static ECDsaSecurityKey? Elliptic(PublishedKey key)
    {
        ECCurve? curve = key.Curve switch
        {
            "P-256" => ECCurve.NamedCurves.nistP256,
            "P-384" => ECCurve.NamedCurves.nistP384,
            "P-521" => ECCurve.NamedCurves.nistP521,
            _ => null,
        };
        if (curve is null)
            return null;

        var point = new ECPoint { X = Base64UrlEncoder.DecodeBytes(key.X), Y = Base64UrlEncoder.DecodeBytes(key.Y) };
        return new(ECDsa.Create(new ECParameters { Curve = curve.Value, Q = point }));
    }
}
