using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the devices of a person.</summary>
public sealed class AdminListDevices(DeviceGate gate, DevicePages pages) : AdminListDevicesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminListDevicesResponse>> Run(AdminListDevicesRequest request, Call call)
    {
        if ((await gate.FindOwner(request.UserPoolId, request.Username, call)).Refused(out var fault, out var owner))
            return fault;

        return (await pages.Of(Name, owner, request.Limit, request.PaginationToken, call)).Refused(out fault, out var page)
            ? fault
            : new AdminListDevicesResponse { Devices = page.Devices, PaginationToken = page.Next };
    }
}
