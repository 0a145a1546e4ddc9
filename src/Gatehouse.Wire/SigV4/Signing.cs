using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Wire.SigV4;

/// <summary>The arithmetic of a signature.</summary>
/// <remarks>Source: AWS, "Create a signed AWS API request", steps 2 to 4. A key costs four HMACs, too little to be worth a cache of secrets.</remarks>
public static class Signing
{
    /// <summary>The SHA-256 of no bytes.</summary>
    public const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>The SHA-256 of some bytes, in lower-case hexadecimal.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The text that is signed.</summary>
    /// <param name="date">As <c>yyyyMMddTHHmmssZ</c>.</param>
    /// <param name="scope">What the signature is good for.</param>
    /// <param name="canonicalRequest">The request in canonical form.</param>
    public static string StringToSign(string date, CredentialScope scope, string canonicalRequest) =>
        $"{AuthorizationHeader.Algorithm}\n{date}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";

    /// <summary>The key of a day, a region and a service: 32 bytes.</summary>
    public static byte[] Key(string secret, CredentialScope scope)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (ReadOnlySpan<string>)[scope.Date, scope.Region, scope.Service, scope.Terminator])
        {
            var next = Hmac(key, part);
            CryptographicOperations.ZeroMemory(key);
            key = next;
        }

        return key;
    }

    /// <summary>The signature of a text, as 64 lower-case hexadecimal digits.</summary>
    public static string Sign(string secret, CredentialScope scope, string stringToSign)
    {
        var key = Key(secret, scope);
        var signature = Sign(key, stringToSign);
        CryptographicOperations.ZeroMemory(key);
        return signature;
    }

    /// <summary>The signature of a text by a key of <see cref="Key"/>, as 64 lower-case hexadecimal digits.</summary>
    public static string Sign(byte[] signingKey, string stringToSign) => Convert.ToHexStringLower(Hmac(signingKey, stringToSign));

    /// <summary>Whether two signatures are the same, in a time that does not tell where they differ.</summary>
    internal static bool Same(string signature, string claimed) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(claimed));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
