using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Admits calls about devices: every one of them passes here, and finds no pool that keeps no track of devices.</summary>
public sealed class DeviceGate(TokenGate tokens, PoolGate pools)
{
    /// <summary>The bearer of an access token.</summary>
    /// <param name="accessToken">The token; where the model lets it be absent, it is asked for here.</param>
    /// <param name="call">The call.</param>
    public async ValueTask<Reply<Bearer>> Admit(string? accessToken, Call call)
    {
        if (accessToken is null)
            return Faults.InvalidParameter("Missing required parameter AccessToken");
        if ((await tokens.Admit(accessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        return bearer.Pool.Devices is null ? Refused.As(RefusalKind.DevicesOff) : bearer;
    }

    /// <summary>The person a signed call is about.</summary>
    public async ValueTask<Reply<PoolUser>> Find(string poolId, string username, Call call)
    {
        if ((await pools.Find(poolId, call)).Refused(out var fault, out var pool))
            return fault;

        return pool.Devices is null ? Refused.As(RefusalKind.DevicesOff) : await pools.Find(poolId, username, call);
    }

    /// <summary>The same for operations that may not say that there is no such person: to them nothing of theirs exists.</summary>
    public async ValueTask<Reply<PoolUser>> FindOwner(string poolId, string username, Call call)
    {
        if (!(await Find(poolId, username, call)).Refused(out var fault, out var found))
            return found;

        return fault.Code == Refused.As(RefusalKind.UnknownUser).Code ? Faults.ResourceNotFound(fault.Message) : fault;
    }
}
