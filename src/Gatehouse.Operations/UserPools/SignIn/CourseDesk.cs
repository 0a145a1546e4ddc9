using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Drives the sign-in whose challenges functions of the pool decide.</summary>
public sealed class CourseDesk(CourseFlow flow, Steps steps)
{
    /// <summary>The fault for what is missing to begin; null when nothing is.</summary>
    public static Fault? Missing(SignInParameters sent) => IsPasswordFirst(sent) ? sent.Missing("USERNAME", "SRP_A") : sent.Missing("USERNAME");

    /// <summary>Begins.</summary>
    public async ValueTask<Reply<SignInAnswer>> Begin(SignInAttempt attempt, SignInParameters sent, Call call) =>
        Answer(await flow.Begin(attempt, IsPasswordFirst(sent) ? sent["SRP_A"] : null, call.Aborted));

    /// <summary>Whether an answer belongs here: the password is a challenge of other sign-ins too.</summary>
    public bool Takes(string challenge, string? session) => challenge switch
    {
        ChallengeNameType.CUSTOM_CHALLENGE => true,
        ChallengeNameType.PASSWORD_VERIFIER => steps.KindOf(session) is StepKind.CoursePassword,
        _ => false,
    };

    /// <summary>Takes an answer to a challenge.</summary>
    public async ValueTask<Reply<SignInAnswer>> Respond(SignInAttempt attempt, string challenge, string? session, SignInParameters sent, Call call)
    {
        if (challenge == ChallengeNameType.PASSWORD_VERIFIER)
            return sent.Proof(out var proof) ?? Answer(await flow.ProvePassword(attempt, session, proof, call.Aborted));
        if (sent.Missing("ANSWER") is { } fault)
            return fault;

        return string.IsNullOrEmpty(session)
            ? Faults.InvalidParameter("Missing required parameter Session")
            : Answer(await flow.Solve(attempt, session, sent["ANSWER"]!, call.Aborted));
    }

    private static bool IsPasswordFirst(SignInParameters sent) => sent["CHALLENGE_NAME"] == "SRP_A";

    private static Reply<SignInAnswer> Answer(Outcome<SignInResult> outcome) =>
        outcome.Refused(out var refusal, out var result) ? Refused.As(refusal) : SignInAnswers.Of(result);
}
