using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Tests.AspNetCore;

/// <summary>A key of a pool, and tokens made with it by hand: also such as no pool would make.</summary>
internal sealed class PoolKey(string kid = "first")
{
    public const string Issuer = "https://id.example.com/us-east-1_Pool";
    public const string Client = "4q2ibpdd4n6pj0sjssbqpl9l1c";
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly RSA rsa = RSA.Create(2048);
    private readonly ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The published half.</summary>
    public string KeySet
    {
        get
        {
            var (a, b) = (rsa.ExportParameters(false), curve.ExportParameters(false));
            return JsonSerializer.Serialize(new
            {
                keys = new object[]
                {
                    new { kid, kty = "RSA", use = "sig", alg = "RS256", n = Encode(a.Modulus!), e = Encode(a.Exponent!) },
                    new { kid = kid + "-ec", kty = "EC", use = "sig", alg = "ES256", crv = "P-256", x = Encode(b.Q.X!), y = Encode(b.Q.Y!) },
                    new { kid = kid + "-oct", kty = "oct", k = Encode(Encoding.UTF8.GetBytes("a secret that everybody can read, of course")) },
                },
            });
        }
    }

    /// <summary>The payload of an access token.</summary>
    public static JsonObject Access => new()
    {
        ["sub"] = "5d1b", ["iss"] = Issuer, ["client_id"] = Client, ["token_use"] = "access", ["scope"] = "orders/read orders/write",
        ["cognito:groups"] = new JsonArray("clerks", "readers"), ["username"] = "ana", ["exp"] = Noon.AddHours(1).ToUnixTimeSeconds(), ["iat"] = Noon.ToUnixTimeSeconds(),
    };

    /// <summary>The payload of an ID token.</summary>
    public static JsonObject Id => new()
    {
        ["sub"] = "5d1b", ["iss"] = Issuer, ["aud"] = Client, ["token_use"] = "id", ["cognito:username"] = "ana", ["email"] = "ana@example.com",
        ["exp"] = Noon.AddHours(1).ToUnixTimeSeconds(), ["iat"] = Noon.ToUnixTimeSeconds(),
    };

    /// <summary>A token as a pool makes them.</summary>
    public string Sign(JsonObject payload, string? named = null, string alg = "RS256") => Sign(
        payload, new() { ["kid"] = named ?? kid, ["alg"] = alg }, text => rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>A token signed with the curve.</summary>
    public string SignEc(JsonObject payload) => Sign(
        payload, new() { ["kid"] = kid + "-ec", ["alg"] = "ES256" }, text => curve.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    /// <summary>A token signed by a secret that is in truth the public key, or one that was published.</summary>
    public string SignHmac(JsonObject payload, string named, byte[] secret) => Sign(
        payload, new() { ["kid"] = named, ["alg"] = "HS256" }, text => HMACSHA256.HashData(secret, text));

    /// <summary>The public key as its file is written.</summary>
    public byte[] Pem => Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem());

    /// <summary>A token nobody signed.</summary>
    public string Unsigned(JsonObject payload) => Sign(payload, new() { ["kid"] = kid, ["alg"] = "none" }, _ => []);

    private static string Sign(JsonObject payload, JsonObject header, Func<byte[], byte[]> sign)
    {
        var text = $"{Encode(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Encode(Encoding.UTF8.GetBytes(payload.ToJsonString()))}";
        return $"{text}.{Encode(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Encode(byte[] bytes) => Base64UrlEncoder.Encode(bytes);
}
