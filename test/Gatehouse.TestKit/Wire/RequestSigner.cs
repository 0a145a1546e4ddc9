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
    public string Authorization(string method, string target, IEnumerable<KeyValuePair<string, string>> headers, byte[] body, DateTimeOffset at) =>
        Authorization(method, target, headers, Hash(body), at);

    /// <summary>The Authorization header for a request, with what is signed in place of the body.</summary>
    public string Authorization(string method, string target, IEnumerable<KeyValuePair<string, string>> headers, string payload, DateTimeOffset at)
    {
        var (names, signature) = Sign(method, target, headers, payload, at);
        return $"AWS4-HMAC-SHA256 Credential={KeyId}/{Scope(at)}, SignedHeaders={names}, Signature={signature}";
    }

    /// <summary>The query of a presigned URL.</summary>
    /// <param name="method">In upper case.</param>
    /// <param name="path">In the form that is signed.</param>
    /// <param name="query">Further parameters, not encoded.</param>
    /// <param name="headers">The host, and what else must be sent as it is.</param>
    /// <param name="payload">What is signed in place of the body.</param>
    /// <param name="at">The signing date.</param>
    /// <param name="seconds">How long the URL lives.</param>
    public string Presigned(
        string method, string path, IEnumerable<KeyValuePair<string, string>> query, IReadOnlyCollection<KeyValuePair<string, string>> headers,
        string payload, DateTimeOffset at, string seconds)
    {
        var parameters = new List<KeyValuePair<string, string>>(query)
        {
            new("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
            new("X-Amz-Credential", $"{KeyId}/{Scope(at)}"),
            new("X-Amz-Date", Date(at)),
            new("X-Amz-Expires", seconds),
            new("X-Amz-SignedHeaders", string.Join(';', headers.Select(header => header.Key.ToLowerInvariant()).Order(StringComparer.Ordinal))),
        };
        if (SessionToken is not null)
            parameters.Add(new("X-Amz-Security-Token", SessionToken));

        var encoded = string.Join('&', parameters
            .Select(pair => (Name: Uri.EscapeDataString(pair.Key), Value: Uri.EscapeDataString(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}"));
        return $"{encoded}&X-Amz-Signature={Sign(method, $"{path}?{encoded}", headers, payload, at).Signature}";
    }

    /// <summary>The key that chunks are signed with.</summary>
    public byte[] Key(DateTimeOffset at) => new[] { Day(at), Region, Service, "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + Secret), Mac);

    /// <summary>What signatures of a day are good for.</summary>
    public string Scope(DateTimeOffset at) => $"{Day(at)}/{Region}/{Service}/aws4_request";

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

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private (string Names, string Signature) Sign(
        string method, string target, IEnumerable<KeyValuePair<string, string>> headers, string payload, DateTimeOffset at)
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
            "", names, payload,
        ]);
        var text = $"AWS4-HMAC-SHA256\n{Date(at)}\n{Scope(at)}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        return (names, Convert.ToHexStringLower(Mac(Key(at), text)));
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
