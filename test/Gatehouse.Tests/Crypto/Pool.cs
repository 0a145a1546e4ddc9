using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Crypto;

/// <summary>Two pools' keys, made once for all tests since each takes a quarter of a second, and forgeries made with them.</summary>
internal static class Pool
{
    public const string Id = "us-east-1_Pool1";
    public const string Other = "us-east-1_Pool2";

    private static readonly RSA[] Made = [.. Enumerable.Range(0, 6).AsParallel().Select(_ => RSA.Create(2048))];

    /// <summary>One of six key pairs as a pool's row.</summary>
    public static SigningKey Key(this CryptoHost host, int number, TokenUse use, DateTimeOffset signsFrom, string poolId = Id)
    {
        var kid = Convert.ToBase64String(SHA256.HashData([(byte)number]));
        var known = Made[number].ExportParameters(false);
        var sealedPrivate = host.Secrets.Seal($"signing-key/{poolId}/{kid}", Made[number].ExportPkcs8PrivateKey());
        return new(poolId, kid, use, sealedPrivate, known.Modulus!, known.Exponent!, signsFrom, null);
    }

    /// <summary>A host whose two pools have an ID and an access key each: 0 and 1, 2 and 3.</summary>
    public static async Task<CryptoHost> Host()
    {
        var host = new CryptoHost();
        var now = host.Time.GetUtcNow();
        await host.Keys.Replace(Id, [host.Key(0, TokenUse.Id, now), host.Key(1, TokenUse.Access, now)], now, default);
        await host.Keys.Replace(Other, [host.Key(2, TokenUse.Id, now, Other), host.Key(3, TokenUse.Access, now, Other)], now, default);
        return host;
    }

    /// <summary>A token with any header and payload, truly signed by one of the keys.</summary>
    public static string Forge(int key, string header, string payload) => Forge(header, payload, text =>
        Made[key].SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>A token with any header, payload and signature.</summary>
    public static string Forge(string header, string payload, Func<byte[], byte[]> sign)
    {
        var text = $"{Encode(header)}.{Encode(payload)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    /// <summary>The header a key's tokens have.</summary>
    public static string Header(int key) => $$"""{"kid":"{{Convert.ToBase64String(SHA256.HashData([(byte)key]))}}","alg":"RS256"}""";

    /// <summary>A key pair's public half.</summary>
    public static RSA Public(int key) => RSA.Create(Made[key].ExportParameters(false));

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
