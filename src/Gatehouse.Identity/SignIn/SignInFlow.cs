namespace Gatehouse.Identity;

/// <summary>
/// The one way in. Every edge drives it: a factor proves something, <see cref="NextStep"/> says what comes next, and tokens are issued
/// when nothing is left to prove.
/// </summary>
public sealed class SignInFlow(
    PasswordFactor password, SrpFactor srp, NewPasswordFactor newPassword, TokenMint mint, TimeProvider clock)
{
    /// <summary>Signs in by user name and password.</summary>
    public async ValueTask<Outcome<SignInResult>> ByPassword(SignInAttempt attempt, string secret, CancellationToken ct) =>
        (await password.Prove(attempt, secret, ct)).Refused(out var refusal, out var user) ? refusal : await GoOn(attempt, user, ct);

    /// <summary>Begins a sign-in by SRP.</summary>
    public ValueTask<Outcome<SignInResult>> BySrp(SignInAttempt attempt, string publicA, CancellationToken ct) => srp.Begin(attempt, publicA, ct);

    /// <summary>Takes the proof of a sign-in by SRP.</summary>
    public async ValueTask<Outcome<SignInResult>> ProveSrp(UserPool pool, AppClient client, SrpProof proof, CancellationToken ct) =>
        (await srp.Prove(pool, client, proof, ct)).Refused(out var refusal, out var user)
            ? refusal
            : await GoOn(new SignInAttempt(pool, client, user.Username), user, ct);

    /// <summary>Takes the password a person chose in place of a temporary one.</summary>
    public async ValueTask<Outcome<SignInResult>> ChooseNewPassword(
        SignInAttempt attempt, string? session, string secret, IReadOnlyDictionary<string, string> attributes, CancellationToken ct) =>
        (await newPassword.Take(attempt, session, secret, attributes, ct)).Refused(out var refusal, out var user)
            ? refusal
            : await GoOn(attempt, user, ct);

    private async ValueTask<Outcome<SignInResult>> GoOn(SignInAttempt attempt, User user, CancellationToken ct)
    {
        var (pool, client, _) = attempt;
        var person = new ProvenPerson(user.Status, user.Enabled, clock.GetUtcNow() - user.State.Password!.Since)
        {
            LacksSecondFactor = pool.RequiresSecondFactor,
        };
        var next = NextStep.After(person, pool.Passwords, client.HidesUnknownUsers);
        switch (next.Kind)
        {
            case NextStepKind.Issue:
                var opened = await mint.Open(pool, client, user, null, ct);
                return opened.Refused(out var refusal, out var tokens) ? refusal : new SignInResult.SignedIn(tokens);
            case NextStepKind.NewPassword:
                return newPassword.Ask(attempt, user);
            default:
                return next.Why;
        }
    }
}
