using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Wire.Webhooks;

/// <summary>
/// Signs what we post to other people's servers, with its time, so that whoever takes it can refuse what is older than five minutes.
/// </summary>
/// <remarks>Standard Webhooks, version 1: <c>webhook-signature: v1,Base64(HMAC-SHA-256(secret, "{id}.{seconds}.{body}"))</c>.</remarks>
public static class StandardWebhook
{
    /// <summary>The shortest secret, in bytes.</summary>
    public const int ShortestSecret = 24;

    private const string SecretPrefix = "whsec_";

    /// <summary>What a secret must be, for the operator.</summary>
    public static string SecretForm => $"{SecretPrefix} and at least {ShortestSecret} bytes in base64, as `openssl rand -base64 32` makes them";

    /// <summary>The headers that sign a body.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="key">What the taker knows the occasion by; the same in every try.</param>
    /// <param name="body">The body.</param>
    /// <param name="now">When it is sent.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(byte[] secret, string key, byte[] body, DateTimeOffset now)
    {
        var (id, seconds) = ($"msg_{key}", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{seconds}."), .. body];
        return
        [
            new("webhook-id", id),
            new("webhook-timestamp", seconds),
            new("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed))),
        ];
    }

    /// <summary>The secret in a text of <see cref="SecretForm"/>; null when it is none.</summary>
    public static byte[]? SecretOf(string? text)
    {
        var bytes = new byte[text?.Length ?? 0];
        return text?.StartsWith(SecretPrefix, StringComparison.Ordinal) is true
            && Convert.TryFromBase64String(text[SecretPrefix.Length..], bytes, out var length) && length >= ShortestSecret
                ? bytes[..length]
                : null;
    }
}
