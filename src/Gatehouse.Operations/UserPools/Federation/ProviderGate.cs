using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>A provider and its pool.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Provider">The provider.</param>
public sealed record PoolProvider(UserPool Pool, IdentityProvider Provider);

/// <summary>Finds the provider a signed operation is about.</summary>
public sealed class ProviderGate(PoolGate pools, IParts<IdentityProvider> providers)
{
    /// <summary>The provider of that very name, or the fault that says there is no such pool or provider.</summary>
    public async ValueTask<Reply<PoolProvider>> Find(string poolId, string name, Call call)
    {
        if ((await pools.Find(poolId, call)).Refused(out var fault, out var pool))
            return fault;

        return await providers.Find(pool.Id, "", name, call.Aborted) is { } provider ? new PoolProvider(pool, provider) : Unknown(name);
    }

    /// <summary>The fault about a provider that is not there.</summary>
    public static Fault Unknown(string name) => Faults.ResourceNotFound($"Identity provider {name} does not exist.");
}
