using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows which second factors a pool has, and what it asks of passkeys.</summary>
public sealed class GetUserPoolMfaConfig(PoolGate gate) : GetUserPoolMfaConfigContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetUserPoolMfaConfigResponse>> Run(GetUserPoolMfaConfigRequest request, Call call) =>
        (await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool) ? fault : FactorSettings.Of(pool);
}
