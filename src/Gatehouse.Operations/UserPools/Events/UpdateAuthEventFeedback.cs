using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Takes down the word of whoever has the token that was mailed to the person about an event.</summary>
public sealed class UpdateAuthEventFeedback(ThreatGate gate, Feedbacks feedbacks) : UpdateAuthEventFeedbackContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateAuthEventFeedbackResponse>> Run(UpdateAuthEventFeedbackRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var isValid = request.FeedbackValue == FeedbackValueType.Valid;
        var given = await feedbacks.ByToken(pool, request.Username, request.EventId, request.FeedbackToken, isValid, call.Aborted);
        return given.Refused(out var refusal, out _) ? Refused.As(refusal) : new UpdateAuthEventFeedbackResponse();
    }
}
