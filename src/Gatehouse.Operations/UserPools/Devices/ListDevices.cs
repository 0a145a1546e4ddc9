using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the devices of the person who is signed in.</summary>
public sealed class ListDevices(DeviceGate gate, DevicePages pages) : ListDevicesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListDevicesResponse>> Run(ListDevicesRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        var owner = new PoolUser(bearer.Pool, bearer.User);
        return (await pages.Of(Name, owner, request.Limit, request.PaginationToken, call)).Refused(out fault, out var page)
            ? fault
            : new ListDevicesResponse { Devices = page.Devices, PaginationToken = page.Next };
    }
}
