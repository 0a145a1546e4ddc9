using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>What a sign-in call answers, whichever of the four operations it came through.</summary>
/// <param name="Challenge">What to prove next; null when the person is in.</param>
/// <param name="Session">The state to send back.</param>
/// <param name="Parameters">What the client needs to answer the challenge.</param>
/// <param name="Result">The tokens; null while something is left to prove.</param>
public sealed record SignInAnswer(
    string? Challenge, string? Session, IReadOnlyDictionary<string, string> Parameters, AuthenticationResultType? Result)
{
    /// <summary>The challenges to choose among; null when there is nothing to choose.</summary>
    public IReadOnlyList<string>? Available { get; init; }
}

/// <summary>What a client sent in <c>AuthParameters</c> or <c>ChallengeResponses</c>.</summary>
/// <param name="Values">By name.</param>
/// <param name="From">Whence.</param>
public sealed record SignInParameters(IReadOnlyDictionary<string, string>? Values, Origin From)
{
    /// <summary>What goes along for the functions of the pool; null for nothing.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>What comes to light while it is answered.</summary>
    public Findings Findings { get; } = new();

    /// <summary>The same for those that judge whether the person may come in.</summary>
    public IReadOnlyDictionary<string, string>? Evidence { get; init; }

    /// <summary>A value, or null.</summary>
    public string? this[string name] => Values?.GetValueOrDefault(name);

    /// <summary>The first of these that is missing, or a user name nobody can have, as a fault; null when all is well.</summary>
    /// <remarks>The service model bounds a <c>Username</c>, but not a value in these maps: the longest name there is, is an address.</remarks>
    public Fault? Missing(params ReadOnlySpan<string> names)
    {
        if (this["USERNAME"] is { } called && (called.Length > AttributeDefinition.MaxValueLength || called.Contains('\0')))
            return Faults.InvalidParameter("Invalid parameter USERNAME");

        foreach (var name in names)
        {
            if (string.IsNullOrEmpty(this[name]))
                return Faults.InvalidParameter($"Missing required parameter {name}");
        }

        return null;
    }

    /// <summary>The proof of a secret by SRP, or the fault that says what of it is missing.</summary>
    public Fault? Proof(out SrpProof proof)
    {
        const string block = "PASSWORD_CLAIM_SECRET_BLOCK", signature = "PASSWORD_CLAIM_SIGNATURE", time = "TIMESTAMP";
        proof = new SrpProof(this["USERNAME"] ?? "", this[block] ?? "", this[signature] ?? "", this[time] ?? "");
        return Missing(block, signature, time);
    }
}

/// <summary>Drives the sign-in flow for the operations that begin and go on with a sign-in, public and signed alike.</summary>
public sealed class SignInDesk(
    SignInFlow flow, FactorDesk factors, DeviceDesk devices, ChoiceDesk choice, CourseDesk course, Refreshes refreshes)
{
    /// <summary>Signs in by user name and password.</summary>
    public async ValueTask<Reply<SignInAnswer>> ByPassword(AdmittedClient admitted, SignInParameters sent, Call call)
    {
        if ((sent.Missing("USERNAME", "PASSWORD") ?? Unproven(admitted, sent)) is { } fault)
            return fault;

        return (await devices.Arrive(admitted, null, sent, call)).Refused(out fault, out var attempt)
            ? fault
            : Answer(await flow.ByPassword(attempt, sent["PASSWORD"]!, call.Aborted));
    }

    /// <summary>Begins a sign-in by SRP.</summary>
    public async ValueTask<Reply<SignInAnswer>> BySrp(AdmittedClient admitted, SignInParameters sent, Call call)
    {
        if ((sent.Missing("USERNAME", "SRP_A") ?? Unproven(admitted, sent)) is { } fault)
            return fault;

        return (await devices.Arrive(admitted, null, sent, call)).Refused(out fault, out var attempt)
            ? fault
            : Answer(await flow.BySrp(attempt, sent["SRP_A"]!, call.Aborted));
    }

    /// <summary>Begins a sign-in in which the person chooses the first factor; with a session of <c>ConfirmSignUp</c>, none is left to choose.</summary>
    public async ValueTask<Reply<SignInAnswer>> ByChoice(AdmittedClient admitted, string? session, SignInParameters sent, Call call)
    {
        if ((sent.Missing("USERNAME") ?? Unproven(admitted, sent)) is { } fault)
            return fault;

        return (await devices.Arrive(admitted, null, sent, call)).Refused(out fault, out var attempt)
            ? fault
            : await choice.Begin(attempt, session, sent, call);
    }

    /// <summary>Begins a sign-in whose course a function of the pool decides.</summary>
    public async ValueTask<Reply<SignInAnswer>> ByFunctions(AdmittedClient admitted, SignInParameters sent, Call call)
    {
        if ((CourseDesk.Missing(sent) ?? Unproven(admitted, sent)) is { } fault)
            return fault;

        return (await devices.Arrive(admitted, null, sent, call)).Refused(out fault, out var attempt)
            ? fault
            : await course.Begin(attempt, sent, call);
    }

    /// <summary>Gets new tokens for a refresh token.</summary>
    public async ValueTask<Reply<SignInAnswer>> ByRefreshToken(AdmittedClient admitted, SignInParameters sent, Call call)
    {
        if (sent.Missing("REFRESH_TOKEN") is { } fault)
            return fault;

        var client = admitted.Client;
        if ((await refreshes.Recognise(client, new(sent["REFRESH_TOKEN"]!, sent["DEVICE_KEY"]), call.Aborted)).Refused(out var refusal, out var known))
            return Refused.As(refusal);
        if (UnprovenFor(client, known.User, sent) is { } unproven)
            return unproven;

        var from = admitted.Pool.Sessions.AreKept ? sent.From : null;
        return (await refreshes.Renew(admitted.With(null), known, from, call.Aborted)).Refused(out refusal, out var tokens)
            ? Refused.As(refusal)
            : SignInAnswers.Of(new SignInResult.SignedIn(tokens));
    }

    /// <summary>Goes on with a sign-in: takes the answer to a challenge.</summary>
    public async ValueTask<Reply<SignInAnswer>> Respond(AdmittedClient admitted, string challenge, string? session, SignInParameters sent, Call call)
    {
        if ((sent.Missing("USERNAME") ?? Unproven(admitted, sent)) is { } fault)
            return fault;

        // Of SRP alone the secret block is the whole state: a session that comes with it is another sign-in's.
        var isOfCourse = course.Takes(challenge, session);
        var state = challenge == ChallengeNameType.PASSWORD_VERIFIER && !isOfCourse ? null : session;
        if ((await devices.Arrive(admitted, state, sent, call)).Refused(out fault, out var attempt))
            return fault;

        return challenge switch
        {
            _ when isOfCourse => await course.Respond(attempt, challenge, session, sent, call),
            ChallengeNameType.PASSWORD_VERIFIER => sent.Proof(out var proof) ?? Answer(await flow.ProveSrp(attempt, proof, call.Aborted)),
            ChallengeNameType.NEW_PASSWORD_REQUIRED => await ChooseNewPassword(attempt, session, sent, call),
            ChallengeNameType.DEVICE_SRP_AUTH => await devices.Begin(attempt, session, sent, call),
            ChallengeNameType.DEVICE_PASSWORD_VERIFIER => await devices.Prove(attempt, session, sent, call),
            _ when choice.Takes(challenge, session) => await choice.Respond(attempt, challenge, session, sent, call),
            _ => await factors.Respond(attempt, challenge, session, sent, call),
        };
    }

    private async ValueTask<Reply<SignInAnswer>> ChooseNewPassword(SignInAttempt attempt, string? session, SignInParameters sent, Call call)
    {
        const string prefix = "userAttributes.";
        if (sent.Missing("NEW_PASSWORD") is { } fault)
            return fault;

        var attributes = sent.Values!
            .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value);
        return Answer(await flow.ChooseNewPassword(attempt, session, sent["NEW_PASSWORD"]!, attributes, call.Aborted));
    }

    private static Fault? Unproven(AdmittedClient admitted, SignInParameters sent) =>
        ClientGate.Unproven(admitted.Client, admitted.Client.Check(sent["SECRET_HASH"], sent["USERNAME"]!));

    // At a refresh the hash is over the person's own names, since no user name need be sent.
    private static Fault? UnprovenFor(AppClient client, User user, SignInParameters sent)
    {
        var check = client.Check(sent["SECRET_HASH"], user.Username);
        if (check is SecretHashCheck.Wrong)
            check = client.Check(sent["SECRET_HASH"], user.Sub);
        if (check is SecretHashCheck.Wrong && sent["USERNAME"] is { } name)
            check = client.Check(sent["SECRET_HASH"], name);
        return ClientGate.Unproven(client, check);
    }

    private static Reply<SignInAnswer> Answer(Outcome<SignInResult> outcome) =>
        outcome.Refused(out var refusal, out var result) ? Refused.As(refusal) : SignInAnswers.Of(result);
}
