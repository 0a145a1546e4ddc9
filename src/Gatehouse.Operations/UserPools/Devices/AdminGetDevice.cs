using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows a device of a person.</summary>
public sealed class AdminGetDevice(DeviceGate gate, Devices devices, Realm realm) : AdminGetDeviceContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminGetDeviceResponse>> Run(AdminGetDeviceRequest request, Call call)
    {
        if ((await gate.FindOwner(request.UserPoolId, request.Username, call)).Refused(out var fault, out var owner))
            return fault;

        return await devices.Find(owner.User, request.DeviceKey, call.Aborted) is { } device
            ? new AdminGetDeviceResponse { Device = DeviceShapes.Write(device, owner, realm) }
            : Refused.As(RefusalKind.DeviceUnknown);
    }
}
