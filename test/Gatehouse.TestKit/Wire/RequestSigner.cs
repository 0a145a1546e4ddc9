using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.TestKit.Wire;

/// <summary>Signs requests as a client does. Written from AWS's description, apart from the code that verifies.</summary>
public sealed record RequestSigner(string KeyId, string Secret, string Region, string Service)
{
    /// <summary>What a temporary key goes with.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The Authorization header for a request; every header given is signed.</summary>
    /// <param name="method">In upper case.</param>
    /// <param name="target">Path and query, already encoded and the query already sorted.</param>
    /// <param name="headers">Names in any case; the date is among them.</param>
    /// <param name="body">The body.</param>
    /// <param name="at">The signing date.</param>
    public string Authorization(string method, string target, IEnumerable<KeyValuePair<string, string>> headers, byte[] body, DateTimeOffset at)
    {
        var signed = headers
            .GroupBy(header => header.Key.ToLowerInvariant(), header => header.Value.Trim(), StringComparer.Ordinal)
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .ToList();
        var names = string.Join(';', signed.Select(header => header.Key));
        var parts = target.Split('?', 2);
        var canonical = string.Join('\n',
        [
            method, parts[0], parts.Length > 1 ? parts[1] : "",
            .. signed.Select(header => $"{header.Key}:{string.Join(',', header)}"),
            "", names, Convert.ToHexStringLower(SHA256.HashData(body)),
        ]);

        var day = at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var scope = $"{day}/{Region}/{Service}/aws4_request";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        var key = new[] { day, Region, Service, "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + Secret), Mac);
        var signature = Convert.ToHexStringLower(Mac(key, $"AWS4-HMAC-SHA256\n{Date(at)}\n{scope}\n{hash}"));
        return $"AWS4-HMAC-SHA256 Credential={KeyId}/{scope}, SignedHeaders={names}, Signature={signature}";
    }

    /// <summary>Signs a request to <c>/</c>: adds the date, the token and the signature over them, the host and the target.</summary>
    public async Task<HttpRequestMessage> Sign(HttpRequestMessage request, string host, DateTimeOffset at)
    {
        request.Headers.Host = host;
        request.Headers.TryAddWithoutValidation("X-Amz-Date", Date(at));
        if (SessionToken is not null)
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", SessionToken);

        var signed = request.Headers
            .Where(header => header.Key == "Host" || header.Key.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase))
            .SelectMany(header => header.Value, (header, value) => KeyValuePair.Create(header.Key, value));
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        request.Headers.TryAddWithoutValidation("Authorization", Authorization(request.Method.Method, "/", signed, body, at));
        return request;
    }

    /// <summary>A moment as it is signed.</summary>
    public static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
