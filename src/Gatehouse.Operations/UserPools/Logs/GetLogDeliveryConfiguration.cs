using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows where a pool's logs are to go; nothing when nobody said so.</summary>
public sealed class GetLogDeliveryConfiguration(PoolGate gate, IParts<LogDelivery> deliveries) : GetLogDeliveryConfigurationContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetLogDeliveryConfigurationResponse>> Run(GetLogDeliveryConfigurationRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var delivery = await deliveries.Find(pool.Id, "", LogDelivery.OnlyKey, call.Aborted);
        return new GetLogDeliveryConfigurationResponse { LogDeliveryConfiguration = LogShapes.Show(delivery) };
    }
}
