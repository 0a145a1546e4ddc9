using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gatehouse.Identity;

namespace Gatehouse.Crypto;

/// <summary>The published half of a pool's keys as a JSON Web Key Set (RFC 7517).</summary>
public static class Jwks
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document in UTF-8, with members in the order Cognito gives them.</summary>
    public static byte[] Document(IReadOnlyList<SigningKey> keys)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            foreach (var key in keys)
                Write(json, key);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, SigningKey key)
    {
        json.WriteStartObject();
        json.WriteString("alg", PoolKey.Algorithm(key.Use));
        json.WriteString("e", Base64Url.EncodeToString(key.Exponent));
        json.WriteString("kid", key.Kid);
        json.WriteString("kty", "RSA");
        json.WriteString("n", Base64Url.EncodeToString(key.Modulus));
        json.WriteString("use", "sig");
        json.WriteEndObject();
    }
}
