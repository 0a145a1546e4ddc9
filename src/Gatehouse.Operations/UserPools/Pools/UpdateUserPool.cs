using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Replaces the settings of a pool: those that are left out go back to their defaults.</summary>
public sealed class UpdateUserPool(PoolGate gate, ImportGate imports, Tiers tiers, TimeProvider clock) : UpdateUserPoolContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateUserPoolResponse>> Run(UpdateUserPoolRequest request, Call call)
    {
        if (await imports.Busy(request.UserPoolId, call) is { } busy)
            return busy;

        var now = clock.GetUtcNow();
        if ((await gate.Change(request.UserPoolId, pool => Changed(pool, request, now), call)).Refused(out var fault, out _))
            return fault;

        return new UpdateUserPoolResponse();
    }

    private Reply<UserPool> Changed(UserPool pool, UpdateUserPoolRequest request, DateTimeOffset now) =>
        PoolSettings.Apply(
            pool with { Name = request.PoolName ?? pool.Name, Modified = now }, PoolSettings.Asked(request, PoolSettings.Of(pool)), tiers);
}
