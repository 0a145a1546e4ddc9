using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows what a pool, or one of its clients in place of the pool, does about risks.</summary>
public sealed class DescribeRiskConfiguration(ThreatGate gate, IParts<RiskSettings> risks) : DescribeRiskConfigurationContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DescribeRiskConfigurationResponse>> Run(DescribeRiskConfigurationRequest request, Call call)
    {
        if ((await gate.FindOwner(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out var owner))
            return fault;

        var settings = await risks.Find(owner.PoolId, "", owner.Key, call.Aborted);
        return new DescribeRiskConfigurationResponse { RiskConfiguration = RiskShapes.Show(settings ?? owner) };
    }
}
