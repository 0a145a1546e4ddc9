using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Replaces the settings that say where a pool's logs go; an empty list takes them away.</summary>
public sealed class SetLogDeliveryConfiguration(PoolGate gate, Tiers tiers, IParts<LogDelivery> deliveries) : SetLogDeliveryConfigurationContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<SetLogDeliveryConfigurationResponse>> Run(SetLogDeliveryConfigurationRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (LogShapes.Broken(request.LogConfigurations) is { } broken)
            return broken;
        if (request.LogConfigurations.Any(log => log.EventSource == EventSourceName.UserAuthEvents)
            && tiers.Missing(pool, "Export of user activity logs", UserPoolTierType.PLUS) is { } missing)
            return missing;

        var asked = LogShapes.Asked(request);
        var stored = await deliveries.Change(pool.Id, "", LogDelivery.OnlyKey, _ => asked, call.Aborted);
        return stored.IsOrphan
            ? ResourceNotFound($"User pool {pool.Id} does not exist.")
            : new SetLogDeliveryConfigurationResponse { LogDeliveryConfiguration = LogShapes.Show(stored.Part) };
    }
}
