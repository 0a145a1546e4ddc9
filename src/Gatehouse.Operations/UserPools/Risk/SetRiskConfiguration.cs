using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Replaces what a pool, or one of its clients, does about risks; with every part left out, a client follows its pool again.</summary>
public sealed class SetRiskConfiguration(ThreatGate gate, IParts<RiskSettings> risks, TimeProvider clock) : SetRiskConfigurationContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<SetRiskConfigurationResponse>> Run(SetRiskConfigurationRequest request, Call call)
    {
        if ((await gate.FindOwner(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out var owner))
            return fault;
        if (RiskChecks.Broken(request) is { } broken)
            return broken;

        var asked = RiskShapes.Asked(request, owner, clock.GetUtcNow());
        var stored = await risks.Change(owner.PoolId, "", owner.Key, _ => asked, call.Aborted);
        return stored.IsOrphan
            ? ResourceNotFound($"User pool {owner.PoolId} does not exist.")
            : new SetRiskConfigurationResponse { RiskConfiguration = RiskShapes.Show(stored.Part ?? owner) };
    }
}
