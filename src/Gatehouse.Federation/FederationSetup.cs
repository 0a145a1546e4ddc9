using Gatehouse.Federation.Saml;
using Gatehouse.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gatehouse.Federation;

/// <summary>Puts the reading of other providers' documents into a program.</summary>
public static class FederationSetup
{
    /// <summary>Adds the ports <see cref="IProviderFacts"/>, <see cref="IForeignTokens"/> and <see cref="ISamlAssertions"/>. The program brings <see cref="IOutside"/> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddFederation(this IServiceCollection services)
    {
        services.TryAddSingleton(SocialAddresses.Real);
        return services.AddSingleton<IProviderFacts, ProviderFacts>().AddSingleton<IForeignTokens, ForeignTokens>().AddSingleton<ISamlAssertions, SamlAssertions>();
    }
}
