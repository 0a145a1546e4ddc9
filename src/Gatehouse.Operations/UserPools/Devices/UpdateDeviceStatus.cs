using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lets the person who is signed in have a device remembered, or no longer.</summary>
public sealed class UpdateDeviceStatus(DeviceGate gate, Devices devices) : UpdateDeviceStatusContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateDeviceStatusResponse>> Run(UpdateDeviceStatusRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;
        if (request.DeviceRememberedStatus is not { } status)
            return InvalidParameter("Missing required parameter DeviceRememberedStatus");

        return await devices.Remember(bearer.User, request.DeviceKey, status == DeviceRememberedStatusType.Remembered, call.Aborted)
            ? new UpdateDeviceStatusResponse()
            : Refused.As(RefusalKind.DeviceUnknown);
    }
}
