using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>A step of a sign-in, about to be taken.</summary>
/// <param name="Admitted">Through which application.</param>
/// <param name="Asked">The flow that begins, or the challenge that is answered.</param>
/// <param name="Sent">What the client sent.</param>
public sealed record SignInTry(AdmittedClient Admitted, string Asked, SignInParameters Sent);

/// <summary>Stands beside the operations by which people come in: keeps out addresses that a pool blocks, and notes what happens.</summary>
public sealed class Watch(AuthEventLog log, AddressRules addresses)
{
    // Of these, a person's history should tell; other faults are mistakes of applications.
    private static readonly string[] Telling =
    [
        "NotAuthorizedException", "UserNotConfirmedException", "PasswordResetRequiredException", "CodeMismatchException", "ExpiredCodeException",
    ];

    /// <summary>Takes a step of a sign-in, unless it comes from a blocked address, and notes how it ended.</summary>
    public async ValueTask<Reply<SignInAnswer>> SignIn(SignInTry attempt, Func<ValueTask<Reply<SignInAnswer>>> go, CancellationToken ct)
    {
        var (pool, sent) = (attempt.Admitted.Pool, attempt.Sent);
        var isRefresh = attempt.Asked is AuthFlowType.REFRESH_TOKEN or AuthFlowType.REFRESH_TOKEN_AUTH;
        if (pool.Threats is ThreatMode.Off || isRefresh || sent.Missing("USERNAME") is not null)
            return await go();

        var note = new AuthNote(pool, sent["USERNAME"]!, AuthEventKind.SignIn, AuthEventResult.Failed, sent.From);
        if (await addresses.Block(pool, attempt.Admitted.Client.Id, sent.From.Address, ct))
        {
            log.Note(note with { IsBlocked = true });
            return Faults.NotAuthorized("Unable to login because of security reasons.");
        }

        var reply = await go();
        var proof = Proof(attempt.Asked);
        if (Result(reply, attempt, proof) is { } result)
            log.Note(note with { Result = result, IsCompromised = sent.Findings.IsPasswordCompromised, Proofs = proof is { } kind ? [new(kind, result is not AuthEventResult.Failed)] : [] });
        return reply;
    }

    /// <summary>The fault for a sign-up from a blocked address; null for any other.</summary>
    public async ValueTask<Fault?> KeepOut(AdmittedClient admitted, Origin from, CancellationToken ct) =>
        await addresses.Block(admitted.Pool, admitted.Client.Id, from.Address, ct)
            ? Faults.NotAuthorized("Unable to sign up because of security reasons.")
            : null;

    /// <summary>Notes anything else.</summary>
    public void Note(AuthNote note) => log.Note(note);

    // A step that proves nothing, as the first of SRP, is nothing to tell; nor is an application without its secret.
    private static AuthEventResult? Result(Reply<SignInAnswer> reply, SignInTry attempt, ProofKind? proof)
    {
        if (!reply.Refused(out var fault, out var answer))
            return answer.Result is not null ? AuthEventResult.Passed : proof is not null ? AuthEventResult.InProgress : null;

        var client = attempt.Admitted.Client;
        return Telling.Contains(fault.Code) && client.Check(attempt.Sent["SECRET_HASH"], attempt.Sent["USERNAME"]!) is SecretHashCheck.Accepted
            ? AuthEventResult.Failed
            : null;
    }

    private static ProofKind? Proof(string asked) => asked switch
    {
        AuthFlowType.USER_PASSWORD_AUTH or AuthFlowType.ADMIN_USER_PASSWORD_AUTH or AuthFlowType.ADMIN_NO_SRP_AUTH
            or ChallengeNameType.PASSWORD_VERIFIER or ChallengeNameType.PASSWORD => ProofKind.Password,
        ChallengeNameType.SMS_MFA or ChallengeNameType.SOFTWARE_TOKEN_MFA or ChallengeNameType.EMAIL_OTP or ChallengeNameType.SMS_OTP => ProofKind.Code,
        _ => null,
    };
}
