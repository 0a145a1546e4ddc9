using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Gatehouse.Tests.Crypto;

/// <summary>Opens what is sealed for functions, as a library of JOSE does.</summary>
internal static class Jwe
{
    public static JsonNode Header(string jwe) => JsonNode.Parse(Base64Url.DecodeFromChars(jwe.Split('.')[0]))!;

    public static string Open(string jwe, byte[] shared) => Open(jwe, sealedKey =>
    {
        Assert.Empty(sealedKey);
        return shared;
    });

    public static string Open(string jwe, RSA owner) => Open(jwe, sealedKey => owner.Decrypt(sealedKey, RSAEncryptionPadding.OaepSHA256));

    private static string Open(string jwe, Func<byte[], byte[]> key)
    {
        var parts = jwe.Split('.');
        Assert.Equal(5, parts.Length);
        var bytes = parts.Select(part => Base64Url.DecodeFromChars(part)).ToArray();
        var clear = new byte[bytes[3].Length];
        using var cipher = new AesGcm(key(bytes[1]), 16);
        cipher.Decrypt(bytes[2], bytes[3], bytes[4], clear, Encoding.ASCII.GetBytes(parts[0]));
        return Encoding.UTF8.GetString(clear);
    }
}
