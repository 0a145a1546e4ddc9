using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Has a device of a person remembered, or no longer.</summary>
public sealed class AdminUpdateDeviceStatus(DeviceGate gate, Devices devices) : AdminUpdateDeviceStatusContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminUpdateDeviceStatusResponse>> Run(AdminUpdateDeviceStatusRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var owner))
            return fault;
        if (request.DeviceRememberedStatus is not { } status)
            return InvalidParameter("Missing required parameter DeviceRememberedStatus");

        return await devices.Remember(owner.User, request.DeviceKey, status == DeviceRememberedStatusType.Remembered, call.Aborted)
            ? new AdminUpdateDeviceStatusResponse()
            : Refused.As(RefusalKind.DeviceUnknown);
    }
}
