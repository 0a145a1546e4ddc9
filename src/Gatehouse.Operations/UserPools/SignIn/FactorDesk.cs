using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Takes the answers to challenges that ask for a second factor.</summary>
public sealed class FactorDesk(SignInFlow flow)
{
    /// <summary>Takes an answer to a challenge; whatever no sign-in asks is no part of one.</summary>
    public async ValueTask<Reply<SignInAnswer>> Respond(SignInAttempt attempt, string challenge, string? session, SignInParameters sent, Call call)
    {
        var wanted = challenge switch
        {
            ChallengeNameType.SMS_MFA => "SMS_MFA_CODE",
            ChallengeNameType.SOFTWARE_TOKEN_MFA => "SOFTWARE_TOKEN_MFA_CODE",
            ChallengeNameType.EMAIL_OTP => "EMAIL_OTP_CODE",
            ChallengeNameType.SELECT_MFA_TYPE => "ANSWER",
            ChallengeNameType.MFA_SETUP => "USERNAME",
            _ => null,
        };
        if (wanted is null)
            return Refused.As(RefusalKind.StepInvalid);
        if (sent.Missing(wanted) is { } fault)
            return fault;
        if (string.IsNullOrEmpty(session))
            return Faults.InvalidParameter("Missing required parameter Session");

        var answered = challenge switch
        {
            ChallengeNameType.SELECT_MFA_TYPE => await flow.ChooseFactor(attempt, session, FactorNames.Read(sent[wanted]!), call.Aborted),
            ChallengeNameType.MFA_SETUP when sent["EMAIL"] is { } address => await flow.SetUpMail(attempt, session, address, call.Aborted),
            ChallengeNameType.MFA_SETUP => await flow.FinishSetUp(attempt, session, call.Aborted),
            _ => await flow.ProveFactor(attempt, session, FactorNames.Read(challenge)!.Value, sent[wanted]!, call.Aborted),
        };
        return answered.Refused(out var refusal, out var result) ? Refused.As(refusal) : SignInAnswers.Of(result);
    }
}
