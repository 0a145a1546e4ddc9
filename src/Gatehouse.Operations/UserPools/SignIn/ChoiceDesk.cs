using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Drives the sign-in in which the person chooses the first factor.</summary>
public sealed class ChoiceDesk(ChoiceFlow flow, FirstSignIns first, Steps steps)
{
    /// <summary>Begins, with the challenge that is preferred where it is available, or where the confirmation of a sign-up ended.</summary>
    public async ValueTask<Reply<SignInAnswer>> Begin(SignInAttempt attempt, string? session, SignInParameters sent, Call call) => Answer(session is null
        ? await flow.Begin(attempt, Choice(sent["PREFERRED_CHALLENGE"], sent), call.Aborted)
        : await first.SignIn(attempt, session, call.Aborted));

    /// <summary>Whether an answer belongs here: one name is a challenge of first and of second factors.</summary>
    public bool Takes(string challenge, string? session) => challenge switch
    {
        ChallengeNameType.SELECT_CHALLENGE or ChallengeNameType.PASSWORD or ChallengeNameType.PASSWORD_SRP or ChallengeNameType.SMS_OTP
            or ChallengeNameType.WEB_AUTHN => true,
        ChallengeNameType.EMAIL_OTP => steps.KindOf(session) is StepKind.FirstEmail,
        _ => false,
    };

    /// <summary>Takes an answer to a challenge.</summary>
    public async ValueTask<Reply<SignInAnswer>> Respond(SignInAttempt attempt, string challenge, string? session, SignInParameters sent, Call call)
    {
        var wanted = challenge switch
        {
            ChallengeNameType.PASSWORD => "PASSWORD",
            ChallengeNameType.PASSWORD_SRP => "SRP_A",
            ChallengeNameType.SMS_OTP => "SMS_OTP_CODE",
            ChallengeNameType.EMAIL_OTP => "EMAIL_OTP_CODE",
            ChallengeNameType.WEB_AUTHN => "CREDENTIAL",
            _ => "ANSWER",
        };
        if (sent.Missing(wanted) is { } fault)
            return fault;
        if (string.IsNullOrEmpty(session))
            return Faults.InvalidParameter("Missing required parameter Session");

        return Answer(challenge switch
        {
            ChallengeNameType.SELECT_CHALLENGE => await flow.Choose(attempt, session, Choice(sent["ANSWER"], sent), call.Aborted),
            ChallengeNameType.PASSWORD or ChallengeNameType.PASSWORD_SRP =>
                await flow.Go(attempt, session, Choice(challenge, sent)!, call.Aborted),
            _ => await flow.Prove(attempt, session, Choice(challenge, sent)!.Factor, sent[wanted]!, call.Aborted),
        });
    }

    private static FirstChoice? Choice(string? name, SignInParameters sent) => name switch
    {
        ChallengeNameType.PASSWORD => new(FirstFactor.Password, Password: Given(sent["PASSWORD"])),
        ChallengeNameType.PASSWORD_SRP => new(FirstFactor.Password, BySrp: true, PublicA: Given(sent["SRP_A"])),
        ChallengeNameType.EMAIL_OTP => new(FirstFactor.EmailCode),
        ChallengeNameType.SMS_OTP => new(FirstFactor.SmsCode),
        ChallengeNameType.WEB_AUTHN => new(FirstFactor.Passkey) { Credential = Given(sent["CREDENTIAL"]) },
        _ => null,
    };

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static Reply<SignInAnswer> Answer(Outcome<SignInResult> outcome) =>
        outcome.Refused(out var refusal, out var result) ? Refused.As(refusal) : SignInAnswers.Of(result);
}
