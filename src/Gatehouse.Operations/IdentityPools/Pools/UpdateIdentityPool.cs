using Gatehouse.Contracts.IdentityPools;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Replaces the settings of a pool; roles and tags of claims have operations of their own.</summary>
public sealed class UpdateIdentityPool(IdentityPoolGate gate, PoolSettings settings) : UpdateIdentityPoolContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<IdentityPool>> Run(IdentityPool request, Call call) =>
        (await gate.Change(request.IdentityPoolId, pool => settings.Apply(pool, request), call)).Refused(out var fault, out var changed)
            ? fault
            : PoolSettings.Write(changed);
}
