namespace Gatehouse.Identity;

/// <summary>What is known of the device at a sign-in.</summary>
/// <param name="Claim">What was said of it; null where nobody keeps track.</param>
/// <param name="Device">The device; null while it is not known.</param>
public readonly record struct ArrivingDevice(DeviceClaim? Claim, Device? Device)
{
    /// <summary>It is remembered, and has still to prove that it is the one.</summary>
    public bool OwesProof => Device is { IsTrusted: true } && Claim is { IsServer: false, IsProven: false };
}

/// <summary>Lets people in on their devices: finds those that are known, names those that are not, and opens sessions on them.</summary>
public sealed class Arrivals(Devices devices, IUsers users, Steps steps, Consultations consultations, TokenMint mint)
{
    /// <summary>
    /// An attempt with the device it is made on. A device that was named before goes with the sign-in; one that the person does not have is
    /// refused before anything else is looked at, whoever they are, so that the client can begin again without it.
    /// </summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="claim">What the client says now.</param>
    /// <param name="session">The state of the sign-in, when it goes on.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<SignInAttempt>> Recognise(SignInAttempt attempt, DeviceClaim claim, string? session, CancellationToken ct)
    {
        if (attempt.Pool.Devices is null)
            return attempt;

        var before = steps.DeviceOf(session);
        if (before is not null && claim.Key is not null && before != claim.Key)
            return RefusalKind.StepInvalid;

        var key = before ?? claim.Key;
        if (key is not null && (await users.Find(attempt.Pool, attempt.Name, ct) is not { } user || await devices.Find(user, key, ct) is null))
            return RefusalKind.DeviceUnknown;

        return attempt with { Device = claim with { Key = key } };
    }

    /// <summary>The device of a person's attempt; refuses one they do not have.</summary>
    public async ValueTask<Outcome<ArrivingDevice>> Find(SignInAttempt attempt, User user, CancellationToken ct)
    {
        if (attempt.Device is not { Key: { } key } claim)
            return new ArrivingDevice(attempt.Device, null);

        return await devices.Find(user, key, ct) is { } device ? new ArrivingDevice(claim, device) : RefusalKind.DeviceUnknown;
    }

    /// <summary>
    /// Opens a session for who has proven everything, unless the pool's function refuses, and tells a device that is not known what it is
    /// called from now on.
    /// </summary>
    public async ValueTask<Outcome<SignInResult>> Open(SignInAttempt attempt, User user, ArrivingDevice arriving, CancellationToken ct)
    {
        var met = arriving is { Claim: not null, Device: null } ? devices.Meet(user.State.PoolId, user.Sub) : null;
        var key = arriving.Device?.Key ?? met?.Key;
        if ((await Greet(attempt, user, met is not null, ct)).Refused(out var refusal, out var person))
            return refusal;
        if ((await mint.Open(attempt, person, key, ct)).Refused(out refusal, out var tokens))
            return refusal;
        if (arriving.Device is not null && !await devices.SignedIn(user, key!, attempt.From.Address, ct))
            return RefusalKind.DeviceUnknown;

        return new SignInResult.SignedIn(tokens with { NewDevice = met });
    }

    // The function may have changed the person, and so may others have while it took its time.
    private async ValueTask<Outcome<User>> Greet(SignInAttempt attempt, User user, bool hasNewDevice, CancellationToken ct)
    {
        if (attempt.Pool.Functions[Occasion.AfterSignIn] is null)
            return user;
        if ((await consultations.Ask(new ArrivalQuestion(attempt.Caller, user, hasNewDevice), ct)).Refused(out var refusal, out _))
            return refusal;

        var now = await users.BySub(user.PoolId, user.Sub, ct);
        return TokenMint.Lost(user, now) is { } lost ? lost : now!;
    }
}
