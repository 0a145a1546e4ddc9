using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Forgets a device of the person who is signed in, this one or another: its trust and its refresh tokens end.</summary>
public sealed class ForgetDevice(DeviceGate gate, Devices devices) : ForgetDeviceContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(ForgetDeviceRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        return await devices.Forget(bearer.User, request.DeviceKey, call.Aborted) ? Nothing.AtAll : Refused.As(RefusalKind.DeviceUnknown);
    }
}
