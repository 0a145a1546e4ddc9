using Gatehouse.Contracts.IdentityPools;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Shows the settings of a pool.</summary>
public sealed class DescribeIdentityPool(IdentityPoolGate gate) : DescribeIdentityPoolContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<IdentityPool>> Run(DescribeIdentityPoolInput request, Call call) =>
        (await gate.Find(request.IdentityPoolId, call)).Refused(out var fault, out var pool) ? fault : PoolSettings.Write(pool);
}
