using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Finds out on what device somebody signs in, and takes the device's answers to challenges.</summary>
public sealed class DeviceDesk(Arrivals arrivals, DeviceFactor device, SignInProgress progress, Steps steps)
{
    /// <summary>The attempt of a call, with the device it names, and with what was asked before.</summary>
    public async ValueTask<Reply<SignInAttempt>> Arrive(AdmittedClient admitted, string? session, SignInParameters sent, Call call)
    {
        var attempt = new SignInAttempt(admitted.Pool, admitted.Client, sent["USERNAME"]!)
        {
            From = sent.From, Metadata = sent.Metadata, Evidence = sent.Evidence, Course = steps.CourseOf(session), Findings = sent.Findings,
        };
        var claim = new DeviceClaim(sent["DEVICE_KEY"], IsServer: call.SignedRegion is not null) { IsProven = attempt.Course is { HasDevice: true } };
        return (await arrivals.Recognise(attempt, claim, session, call.Aborted)).Refused(out var refusal, out attempt) ? Refused.As(refusal) : attempt;
    }

    /// <summary>Takes a device's A.</summary>
    public async ValueTask<Reply<SignInAnswer>> Begin(SignInAttempt attempt, string? session, SignInParameters sent, Call call)
    {
        if (sent.Missing("DEVICE_KEY", "SRP_A") is { } fault)
            return fault;

        return (await device.Begin(attempt, session, sent["SRP_A"]!, call.Aborted)).Refused(out var refusal, out var result)
            ? Refused.As(refusal)
            : SignInAnswers.Of(result);
    }

    /// <summary>Takes a device's proof.</summary>
    public async ValueTask<Reply<SignInAnswer>> Prove(SignInAttempt attempt, string? session, SignInParameters sent, Call call)
    {
        if ((sent.Proof(out var proof) ?? sent.Missing("DEVICE_KEY")) is { } fault)
            return fault;
        if ((await device.Prove(attempt, session, proof, call.Aborted)).Refused(out var refusal, out var proven))
            return Refused.As(refusal);

        return (await progress.GoOn(attempt, proven, call.Aborted)).Refused(out refusal, out var result) ? Refused.As(refusal) : SignInAnswers.Of(result);
    }
}
