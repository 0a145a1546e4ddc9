using Gatehouse.Wire.Webhooks;

namespace Gatehouse.Triggers;

/// <summary>
/// Calls functions by webhook: the event is posted as JSON, signed by the rules of Standard Webhooks, and the answer is the event with its
/// response. The id is the same in every try.
/// </summary>
internal sealed class WebhookTarget(FunctionPlace.Webhook place, FunctionHttp http, TimeProvider time) : IFunctionTarget
{
    /// <inheritdoc/>
    public Task<Attempt> Call(Invocation invocation, CancellationToken ct)
    {
        var headers = StandardWebhook.Headers(place.Secret, invocation.Key, invocation.Event, time.GetUtcNow());
        return http.Post(place.Address, invocation.Event, headers, Judge, ct);
    }

    private static Attempt Judge(HttpAnswer answer) => (int)answer.Status switch
    {
        >= 200 and < 300 => new Attempt.Answered(answer.Body),
        >= 400 and < 500 when ErrorText.Of(answer.Body) is { } error => new Attempt.Threw(error),
        _ => FunctionHttp.Failure(answer.Status),
    };
}
