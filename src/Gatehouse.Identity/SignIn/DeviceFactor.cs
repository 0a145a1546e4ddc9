namespace Gatehouse.Identity;

/// <summary>A device that proved itself, and whose it is.</summary>
/// <param name="User">The person.</param>
/// <param name="HasSecondFactor">Whether nothing is left to prove beside it.</param>
public sealed record ProvenDevice(User User, bool HasSecondFactor);

/// <summary>
/// Proof by SRP that a person signs in on a device that is remembered. It follows the first factor and never replaces it; where the pool
/// says so, it stands in for the second.
/// </summary>
public sealed class DeviceFactor(Devices devices, ISrp srp, ISecretBox secrets, Steps steps, FreshValues fresh)
{
    /// <summary>Asks the device to prove itself.</summary>
    public SignInResult Ask(SignInAttempt attempt, User user, bool hasSecondFactor)
    {
        var step = steps.Next(attempt, user, StepKind.Device) with { HasSecondFactor = hasSecondFactor };
        return new SignInResult.ProveDevice(steps.Seal(step), user, step.DeviceKey!);
    }

    /// <summary>Answers the device's A with salt and B.</summary>
    public async ValueTask<Outcome<SignInResult>> Begin(SignInAttempt attempt, string? session, string publicA, CancellationToken ct)
    {
        if (!srp.IsAcceptable(publicA))
            return new Refusal(RefusalKind.Invalid, "Invalid SRP_A value.");
        if ((await steps.Resume(attempt, session, StepKind.Device, ct)).Refused(out var refusal, out var resumed))
            return refusal;

        var (step, user) = resumed;
        if ((await Remembered(attempt, user, step, ct)).Refused(out refusal, out var device))
            return refusal;
        if (!await steps.Spend(step, ct))
            return RefusalKind.StepSpent;

        var next = steps.Next(attempt.Client, step, StepKind.DeviceProof);
        var start = srp.Start(device.Proof!.Verifier);
        var exchange = new SrpExchange(step.PoolId, step.ClientId, step.Sub, device.Key, publicA, start, next.Expires, next.Nonce);
        return new SignInResult.ProveDeviceBySrp(
            steps.Seal(next), user, device.Key, Convert.ToHexStringLower(device.Proof.Salt), start.Public, exchange.Seal(secrets, SrpProver.Device));
    }

    /// <summary>Judges the device's proof. A wrong one ends the sign-in.</summary>
    public async ValueTask<Outcome<ProvenDevice>> Prove(SignInAttempt attempt, string? session, SrpProof proof, CancellationToken ct)
    {
        if ((await steps.Resume(attempt, session, StepKind.DeviceProof, ct)).Refused(out var refusal, out var resumed))
            return refusal;

        var (step, user) = resumed;
        if ((await Remembered(attempt, user, step, ct)).Refused(out refusal, out var device))
            return refusal;
        if (!await steps.Spend(step, ct))
            return RefusalKind.StepSpent;

        // The block belongs to this very step: they share the nonce.
        if (SrpExchange.Open(secrets, proof.SecretBlock, SrpProver.Device) is not { } exchange || !exchange.Nonce.AsSpan().SequenceEqual(step.Nonce))
            return RefusalKind.WrongPassword;
        if (!proof.IsTimely(fresh.Now) || !exchange.Holds(srp, devices.GroupKey(step.PoolId, step.Sub), device.Proof!, proof))
            return RefusalKind.WrongPassword;

        return new ProvenDevice(user, step.HasSecondFactor || attempt.Pool.Devices is { SparesSecondFactor: true });
    }

    // Between two calls a device may be forgotten, or no longer be remembered: its trust ends at once.
    private async ValueTask<Outcome<Device>> Remembered(SignInAttempt attempt, User user, Step step, CancellationToken ct)
    {
        if (attempt.Pool.Devices is null || step.DeviceKey is not { } key || attempt.Device is not { IsServer: false })
            return RefusalKind.StepInvalid;

        return await devices.Find(user, key, ct) switch
        {
            null => RefusalKind.DeviceUnknown,
            { IsTrusted: true } device => device,
            _ => RefusalKind.StepInvalid,
        };
    }
}
