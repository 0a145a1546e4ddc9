using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows a device of the person who is signed in.</summary>
public sealed class GetDevice(DeviceGate gate, Devices devices, Realm realm) : GetDeviceContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetDeviceResponse>> Run(GetDeviceRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        return await devices.Find(bearer.User, request.DeviceKey, call.Aborted) is { } device
            ? new GetDeviceResponse { Device = DeviceShapes.Write(device, new(bearer.Pool, bearer.User), realm) }
            : Refused.As(RefusalKind.DeviceUnknown);
    }
}
