using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using IdentityPool = Gatehouse.Identity.IdentityPool;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Finds the provider of a pool whose claims become tags.</summary>
public sealed class ClaimTagGate(ProviderNames names)
{
    /// <summary>The one name of the provider, or the fault that says that the pool has none of that name.</summary>
    public Reply<string> Provider(IdentityPool pool, string spelled)
    {
        var name = names.Of(spelled);
        return pool.OwnProviders.Any(provider => provider.Provider == name)
            || pool.SocialProviders.ContainsKey(name)
            || pool.OpenIdProviders.Any(arn => arn == name || OpenIdNames.HostOf(arn) == name)
            || pool.SamlProviders.Contains(name)
                ? name
                : Faults.InvalidParameter($"Identity provider {spelled} is not configured for this identity pool.");
    }
}
