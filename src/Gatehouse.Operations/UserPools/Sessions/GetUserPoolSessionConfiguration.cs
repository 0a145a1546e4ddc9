using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Says how a pool keeps account of sessions.</summary>
public sealed class GetUserPoolSessionConfiguration(PoolGate gate) : GetUserPoolSessionConfigurationContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetUserPoolSessionConfigurationResponse>> Run(
        GetUserPoolSessionConfigurationRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        return new GetUserPoolSessionConfigurationResponse
        {
            UserPoolId = pool.Id,
            UserSessionTracking = pool.Sessions.AreKept ? SessionShapes.Tracked : SessionShapes.Untracked,
            TokenSession = new() { MaxPerUser = pool.Sessions.MostPerPerson },
        };
    }
}
