using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Confirms the device that a session was opened on, and keeps by what it will prove itself.</summary>
public sealed class ConfirmDevice(DeviceGate gate, Devices devices, ISrp srp) : ConfirmDeviceContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ConfirmDeviceResponse>> Run(ConfirmDeviceRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;
        if (!DeviceShapes.TryRead(request.DeviceSecretVerifierConfig, srp, out var proof))
            return InvalidParameter("Invalid device secret verifier config.");

        var introduced = new DeviceIntroduction(request.DeviceKey, request.DeviceName, proof, call.Address?.ToString());
        return (await devices.Confirm(bearer, introduced, call.Aborted)).Refused(out var refusal, out var device)
            ? Refused.As(refusal)
            : new ConfirmDeviceResponse { UserConfirmationNecessary = !device.Remembered };
    }
}
