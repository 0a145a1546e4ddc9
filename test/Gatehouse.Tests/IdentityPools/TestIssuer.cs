using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Tests.UserPools;

namespace Gatehouse.Tests.IdentityPools;

/// <summary>An OpenID provider in a test: it publishes its keys to <see cref="TestOutside"/> and makes any token, good or bad.</summary>
internal sealed class TestIssuer
{
    private static readonly RSA First = RSA.Create(2048);
    private static readonly RSA Second = RSA.Create(2048);
    private static readonly RSA Weak = RSA.Create(1024);
    private static readonly ECDsa Curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly World world;

    public TestIssuer(World world, string address)
    {
        this.world = world;
        Address = address;
        world.Outside[Discovery] = $$"""{"issuer":"{{address}}","jwks_uri":"{{Keys}}"}""";
        Publish(Rsa("one", First));
    }

    public string Address { get; }

    public string Discovery => Address + "/.well-known/openid-configuration";

    public string Keys => Address + "/keys";

    public static JsonObject FirstKey => Rsa("one", First);

    public static JsonObject SecondKey => Rsa("two", Second);

    public static JsonObject WeakKey => Rsa("weak", Weak);

    public static JsonObject CurveKey
    {
        get
        {
            var known = Curve.ExportParameters(false);
            return new() { ["kty"] = "EC", ["kid"] = "curve", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(known.Q.X), ["y"] = Base64Url.EncodeToString(known.Q.Y) };
        }
    }

    public void Publish(params JsonObject[] keys) =>
        world.Outside[Keys] = new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => key.DeepClone())]) }.ToJsonString();

    /// <summary>The claims of a good token.</summary>
    public JsonObject Claims(string subject = "someone", string audience = "app") => new()
    {
        ["iss"] = Address, ["sub"] = subject, ["aud"] = audience, ["iat"] = world.Now.ToUnixTimeSeconds(), ["exp"] = world.Now.ToUnixTimeSeconds() + 3600,
    };

    /// <summary>A token, good but for what the test changes.</summary>
    public string Token(string subject = "someone", string audience = "app", Action<JsonObject>? change = null, string kid = "one", string alg = "RS256")
    {
        var claims = Claims(subject, audience);
        change?.Invoke(claims);
        return Sign(claims.ToJsonString(), new() { ["alg"] = alg, ["kid"] = kid });
    }

    /// <summary>Signs as the header says, with the key that it names.</summary>
    public static string Sign(string payload, JsonObject header)
    {
        var text = $"{Encode(header.ToJsonString())}.{Encode(payload)}";
        var bytes = Encoding.ASCII.GetBytes(text);
        var key = (string?)header["kid"] switch { "two" => Second, "weak" => Weak, _ => First };
        var signature = (string?)header["alg"] switch
        {
            "none" => [],
            "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), bytes),
            "ES256" => Curve.SignData(bytes, HashAlgorithmName.SHA256),
            "PS256" => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "RS512" => key.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            _ => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static JsonObject Rsa(string kid, RSA pair)
    {
        var known = pair.ExportParameters(false);
        return new()
        {
            ["kty"] = "RSA", ["kid"] = kid, ["use"] = "sig", ["n"] = Base64Url.EncodeToString(known.Modulus), ["e"] = Base64Url.EncodeToString(known.Exponent),
        };
    }
}
