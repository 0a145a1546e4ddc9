using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Triggers;

/// <summary>
/// Calls functions by webhook: the event is posted as JSON, and the answer is the event with its response. Each call is signed with its
/// time, so that whoever takes it can refuse what is older than five minutes; its id is the same in every try.
/// </summary>
/// <remarks>Standard Webhooks, version 1: <c>webhook-signature: v1,Base64(HMAC-SHA-256(secret, "{id}.{seconds}.{body}"))</c>.</remarks>
internal sealed class WebhookTarget(FunctionPlace.Webhook place, FunctionHttp http, TimeProvider time) : IFunctionTarget
{
    /// <inheritdoc/>
    public Task<Attempt> Call(Invocation invocation, CancellationToken ct)
    {
        var (id, seconds) = ($"msg_{invocation.Key}", time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{seconds}."), .. invocation.Event];
        KeyValuePair<string, string>[] headers =
        [
            new("webhook-id", id),
            new("webhook-timestamp", seconds),
            new("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(place.Secret, signed))),
        ];
        return http.Post(place.Address, invocation.Event, headers, Judge, ct);
    }

    private static Attempt Judge(HttpAnswer answer) => (int)answer.Status switch
    {
        >= 200 and < 300 => new Attempt.Answered(answer.Body),
        >= 400 and < 500 when ErrorText.Of(answer.Body) is { } error => new Attempt.Threw(error),
        _ => FunctionHttp.Failure(answer.Status),
    };
}
