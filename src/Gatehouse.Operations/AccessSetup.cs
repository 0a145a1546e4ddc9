using Gatehouse.Access;
using Gatehouse.Identity;
using Gatehouse.Operations.Iam;
using Gatehouse.Operations.Sts;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Operations;

/// <summary>Adds access management to a program: who has which rights, and who may make a signed call.</summary>
public static class AccessSetup
{
    private static readonly Type[] Domain =
    [
        typeof(ManagedPolicies), typeof(PolicyLibrary), typeof(Authority), typeof(RoleSessions), typeof(TemporaryKeys), typeof(UserKeys), typeof(KeyUses),
        typeof(WebIdentities), typeof(SamlIdentities), typeof(IdentityRoles),
    ];

    private static readonly Type[] Edge =
    [
        typeof(RequestResources), typeof(RequestFacts), typeof(IamShapes), typeof(Markers), typeof(RoleGate), typeof(TrustDocuments), typeof(UserGate), typeof(PolicyGate),
        typeof(OidcGate), typeof(SamlGate), typeof(SessionPolicies), typeof(Simulator), typeof(AuthorizationMessages),
    ];

    /// <summary>Adds it.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="root">The key that may do everything.</param>
    public static IServiceCollection AddAccess(this IServiceCollection services, AccessKey root)
    {
        foreach (var service in (Type[])[.. Domain, .. Edge])
            services.AddSingleton(service);

        return services.AddSingleton(new LastingKeys([root])).AddSingleton<IAccessKeys, AllKeys>().AddSingleton<IPermits, Permits>()
            .AddSingleton<IDecisionSeal>(provider => provider.GetRequiredService<AuthorizationMessages>());
    }
}
