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
            OutgoingSignature.Add(headers, key, "lambda", address, invocation.Event, time.GetUtcNow());

        return http.Post(address, invocation.Event, headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString())), Judge, ct);
    }

    private static Attempt Judge(HttpAnswer answer)
    {
        if (answer.Headers.Contains("X-Amz-Function-Error"))
            return new Attempt.Threw(ErrorText.Of(answer.Body) ?? "Unhandled");

        return answer.Status is HttpStatusCode.OK ? new Attempt.Answered(answer.Body) : FunctionHttp.Failure(answer.Status);
    }
}
