using Gatehouse.Operations.IdentityPools;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Operations;

/// <summary>Adds what the operations of identity pools share to a program.</summary>
public static class IdentityPoolsSetup
{
    private static readonly Type[] Edge =
    [
        typeof(IdentityPoolGate), typeof(ProviderNames), typeof(PoolSettings), typeof(RoleShapes), typeof(ClaimTagGate), typeof(IdentityPoolArns),
    ];

    /// <summary>Adds the domain's services and the gates beside those of user pools; the stores are for the caller to bring.</summary>
    public static IServiceCollection AddIdentityPools(this IServiceCollection services)
    {
        foreach (var service in Edge)
            services.AddSingleton(service);

        return services;
    }
}
