using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Wire.SigV4;

/// <summary>The arithmetic of a signature.</summary>
/// <remarks>Source: AWS, "Create a signed AWS API request", steps 2 to 4. A key costs four HMACs, too little to be worth a cache of secrets.</remarks>
public static class Signing
{
    /// <summary>The SHA-256 of some bytes, in lower-case hexadecimal.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The text that is signed.</summary>
    /// <param name="date">As <c>yyyyMMddTHHmmssZ</c>.</param>
    /// <param name="scope">What the signature is good for.</param>
    /// <param name="canonicalRequest">The request in canonical form.</param>
    public static string StringToSign(string date, CredentialScope scope, string canonicalRequest) =>
        $"{AuthorizationHeader.Algorithm}\n{date}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";

    /// <summary>The signature of a text, as 64 lower-case hexadecimal digits.</summary>
    public static string Sign(string secret, CredentialScope scope, string stringToSign)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in new[] { scope.Date, scope.Region, scope.Service, scope.Terminator })
        {
            var next = Hmac(key, part);
            CryptographicOperations.ZeroMemory(key);
            key = next;
        }

        var signature = Convert.ToHexStringLower(Hmac(key, stringToSign));
        CryptographicOperations.ZeroMemory(key);
        return signature;
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
