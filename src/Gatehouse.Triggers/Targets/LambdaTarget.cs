using System.Globalization;
using System.Net;
using System.Text.Json;
using Gatehouse.Wire.SigV4;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Triggers;

/// <summary>Calls functions behind an endpoint that speaks as AWS Lambda does: Lambda itself, or what stands in for it.</summary>
/// <remarks>AWS Lambda API reference, "Invoke". The key against doing things twice is in the client context, under <c>custom</c>.</remarks>
internal sealed class LambdaTarget(FunctionPlace.Lambda place, FunctionHttp http, TimeProvider time) : IFunctionTarget
{
    /// <inheritdoc/>
    public Task<Attempt> Call(Invocation invocation, CancellationToken ct)
    {
        var reference = FunctionReference.Of(invocation.Reference);
        var path = $"/2015-03-31/functions/{Uri.EscapeDataString(place.Called ?? reference.Name)}/invocations";
        var query = place.Called is null && reference.Qualifier is { } qualifier ? $"Qualifier={Uri.EscapeDataString(qualifier)}" : "";
        var address = new Uri(place.Endpoint, query.Length == 0 ? path : $"{path}?{query}");
        var context = JsonSerializer.SerializeToUtf8Bytes(new { custom = new { idempotencyKey = invocation.Key } });
        var headers = new HeaderDictionary
        {
            ["X-Amz-Invocation-Type"] = "RequestResponse",
            ["X-Amz-Client-Context"] = Convert.ToBase64String(context),
        };
        if (place.Key is { } key)
            Sign(key, address, path, query, headers, invocation.Event);

        return http.Post(address, invocation.Event, headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString())), Judge, ct);
    }

    private void Sign(LambdaKey key, Uri address, string path, string query, HeaderDictionary headers, byte[] body)
    {
        var date = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        headers["X-Amz-Date"] = date;
        if (key.SessionToken is { } token)
            headers["X-Amz-Security-Token"] = token;

        // The host is what the handler will send; it is not sent twice.
        var signed = new HeaderDictionary { ["Host"] = address.Authority };
        foreach (var (name, value) in headers)
            signed[name] = value;

        var names = signed.Keys.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal).ToList();
        var scope = new CredentialScope(date[..8], key.Region, "lambda", CredentialScope.Aws4Request);
        var canonical = CanonicalRequest.Of(new SignedRequest("POST", path, query, signed, body), names, Signing.Hash(body));
        var signature = Signing.Sign(key.Secret, scope, Signing.StringToSign(date, scope, canonical));
        headers["Authorization"] =
            $"{AuthorizationHeader.Algorithm} Credential={key.Id}/{scope}, SignedHeaders={string.Join(';', names)}, Signature={signature}";
    }

    private static Attempt Judge(HttpAnswer answer)
    {
        if (answer.Headers.Contains("X-Amz-Function-Error"))
            return new Attempt.Threw(ErrorText.Of(answer.Body) ?? "Unhandled");

        return answer.Status is HttpStatusCode.OK ? new Attempt.Answered(answer.Body) : FunctionHttp.Failure(answer.Status);
    }
}
