using Gatehouse.Identity;
using Gatehouse.Operations.IdentityPools;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Operations;

/// <summary>Adds identity pools to a program.</summary>
public static class IdentityPoolsSetup
{
    private static readonly Type[] Domain =
    [
        typeof(IdentityBook), typeof(Unlinking), typeof(DeveloperUsers), typeof(IssuerKeys), typeof(IdentityTokens), typeof(OwnLogins), typeof(ForeignLogins),
        typeof(SamlLogins), typeof(Logins),
    ];

    private static readonly Type[] Edge =
    [
        typeof(IdentityPoolGate), typeof(ProviderNames), typeof(PoolSettings), typeof(RoleShapes), typeof(ClaimTagGate), typeof(IdentityPoolArns),
        typeof(LoginDesk), typeof(DeveloperGate),
    ];

    /// <summary>Adds the domain's services and the gates beside those of user pools; the stores, and the judge of other people's tokens, are for the caller to bring.</summary>
    public static IServiceCollection AddIdentityPools(this IServiceCollection services)
    {
        foreach (var service in (Type[])[.. Domain, .. Edge])
            services.AddSingleton(service);

        return services.AddSingleton<IIdentityStanding, IdentityStanding>();
    }
}
