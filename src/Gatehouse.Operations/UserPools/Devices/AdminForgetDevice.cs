using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Forgets a device of a person: its trust and its refresh tokens end.</summary>
public sealed class AdminForgetDevice(DeviceGate gate, Devices devices) : AdminForgetDeviceContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(AdminForgetDeviceRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var owner))
            return fault;

        return await devices.Forget(owner.User, request.DeviceKey, call.Aborted) ? Nothing.AtAll : Refused.As(RefusalKind.DeviceUnknown);
    }
}
