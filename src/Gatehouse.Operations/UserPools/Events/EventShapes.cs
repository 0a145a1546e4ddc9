using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Events in the words of the wire. What is not known, as city and time zone, is absent.</summary>
public static class EventShapes
{
    /// <summary>An event as the service shows it.</summary>
    public static AuthEventType Write(AuthEvent happened) => new()
    {
        EventId = happened.Id,
        EventType = Kind(happened.Kind),
        CreationDate = happened.At,
        EventResponse = Result(happened.Result),
        EventRisk = Risk(happened),
        ChallengeResponses = happened.Proofs.Count == 0 ? null : [.. happened.Proofs.Select(Write)],
        EventContextData = happened.From == Origin.Unknown ? null : new() { IpAddress = happened.From.Address, DeviceName = happened.From.Device },
        EventFeedback = happened.Feedback is { } feedback ? Write(feedback) : null,
    };

    private static EventRiskType? Risk(AuthEvent happened) => happened switch
    {
        { IsCompromised: true, Result: AuthEventResult.Failed } => new() { RiskDecision = RiskDecisionType.Block, CompromisedCredentialsDetected = true },
        { IsCompromised: true } => new() { RiskDecision = RiskDecisionType.NoRisk, CompromisedCredentialsDetected = true },
        { IsBlocked: true } => new() { RiskDecision = RiskDecisionType.Block },
        _ => null,
    };

    private static ChallengeResponseType Write(ProofTried proof) => new()
    {
        ChallengeName = proof.Kind is ProofKind.Code ? ChallengeName.Mfa : ChallengeName.Password,
        ChallengeResponse = proof.Holds ? ChallengeResponse.Success : ChallengeResponse.Failure,
    };

    private static EventFeedbackType Write(Feedback feedback) => new()
    {
        FeedbackValue = feedback.IsValid ? FeedbackValueType.Valid : FeedbackValueType.Invalid,
        Provider = feedback.ByAdmin ? "Admin" : "User",
        FeedbackDate = feedback.Given,
    };

    private static string Kind(AuthEventKind kind) => kind switch
    {
        AuthEventKind.SignUp => EventType.SignUp,
        AuthEventKind.ForgotPassword => EventType.ForgotPassword,
        AuthEventKind.PasswordChange => EventType.PasswordChange,
        AuthEventKind.ResendCode => EventType.ResendCode,
        _ => EventType.SignIn,
    };

    private static string Result(AuthEventResult result) => result switch
    {
        AuthEventResult.Passed => EventResponseType.Pass,
        AuthEventResult.InProgress => EventResponseType.InProgress,
        _ => EventResponseType.Fail,
    };
}
