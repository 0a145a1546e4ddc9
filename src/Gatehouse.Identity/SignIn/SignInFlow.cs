namespace Gatehouse.Identity;

/// <summary>
/// The one way in. Every edge drives it: a factor proves something, <see cref="NextStep"/> says what comes next, and tokens are issued
/// when nothing is left to prove.
/// </summary>
public sealed class SignInFlow(
    Beginnings begin, NewPasswordFactor newPassword, SecondFactors second, FactorSetUp setUp, SignInProgress progress)
{
    /// <summary>Signs in by user name and password.</summary>
    public async ValueTask<Outcome<SignInResult>> ByPassword(SignInAttempt attempt, string secret, CancellationToken ct) =>
        await GoOn(attempt, await begin.ByPassword(attempt, secret, ct), hasSecondFactor: false, ct);

    /// <summary>Begins a sign-in by SRP.</summary>
    public ValueTask<Outcome<SignInResult>> BySrp(SignInAttempt attempt, string publicA, CancellationToken ct) => begin.BySrp(attempt, publicA, ct);

    /// <summary>Takes the proof of a sign-in by SRP.</summary>
    public async ValueTask<Outcome<SignInResult>> ProveSrp(SignInAttempt attempt, SrpProof proof, CancellationToken ct)
    {
        if ((await begin.ProveSrp(attempt, proof, ct)).Refused(out var refusal, out var proven))
            return refusal;

        // A device that was named at the beginning need not be named again.
        var device = attempt.Device is { } claim ? claim with { Key = claim.Key ?? proven.DeviceKey } : null;
        return await GoOn(attempt with { Name = proven.User.Username, Device = device }, proven.User, hasSecondFactor: false, ct);
    }

    /// <summary>Takes the password a person chose in place of a temporary one.</summary>
    public async ValueTask<Outcome<SignInResult>> ChooseNewPassword(
        SignInAttempt attempt, string? session, string secret, IReadOnlyDictionary<string, string> attributes, CancellationToken ct) =>
        await GoOn(
            attempt with { Cause = TokenCause.NewPassword }, await newPassword.Take(attempt, session, secret, attributes, ct), hasSecondFactor: false, ct);

    /// <summary>Takes the proof of a second factor.</summary>
    public async ValueTask<Outcome<SignInResult>> ProveFactor(
        SignInAttempt attempt, string? session, SecondFactor factor, string proof, CancellationToken ct) =>
        await GoOn(attempt.After(Course.KindOf(factor)), await second.Prove(attempt, session, factor, proof, ct), hasSecondFactor: true, ct);

    /// <summary>Takes the word which second factor it shall be; null is none that there is.</summary>
    public ValueTask<Outcome<SignInResult>> ChooseFactor(SignInAttempt attempt, string? session, SecondFactor? factor, CancellationToken ct) =>
        second.Choose(attempt, session, factor, ct);

    /// <summary>Goes on after an authenticator was set up and proven.</summary>
    public async ValueTask<Outcome<SignInResult>> FinishSetUp(SignInAttempt attempt, string? session, CancellationToken ct) =>
        await GoOn(attempt.After(RoundKind.SoftwareToken), await setUp.Finish(attempt, session, ct), hasSecondFactor: true, ct);

    /// <summary>Sets up a mailbox as second factor.</summary>
    public ValueTask<Outcome<SignInResult>> SetUpMail(SignInAttempt attempt, string? session, string address, CancellationToken ct) =>
        setUp.ByMail(attempt, session, address, ct);

    private async ValueTask<Outcome<SignInResult>> GoOn(SignInAttempt attempt, Outcome<User> proven, bool hasSecondFactor, CancellationToken ct) =>
        proven.Refused(out var refusal, out var user) ? refusal : await progress.GoOn(attempt, user, hasSecondFactor, ct);
}
