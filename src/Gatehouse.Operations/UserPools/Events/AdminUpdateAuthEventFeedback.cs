using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Takes down an administrator's word on an event: it was the person, or it was not.</summary>
public sealed class AdminUpdateAuthEventFeedback(ThreatGate gate, Feedbacks feedbacks) : AdminUpdateAuthEventFeedbackContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminUpdateAuthEventFeedbackResponse>> Run(AdminUpdateAuthEventFeedbackRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;

        var isValid = request.FeedbackValue == FeedbackValueType.Valid;
        var given = await feedbacks.ByAdmin(found.Pool, found.User, request.EventId, isValid, call.Aborted);
        return given.Refused(out var refusal, out _) ? Refused.As(refusal) : new AdminUpdateAuthEventFeedbackResponse();
    }
}
