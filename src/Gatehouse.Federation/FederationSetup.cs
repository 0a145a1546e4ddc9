using Gatehouse.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Federation;

/// <summary>Puts the reading of other providers' documents into a program.</summary>
public static class FederationSetup
{
    /// <summary>Adds the port <see cref="IProviderFacts"/>. The program brings <see cref="IOutside"/> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddFederation(this IServiceCollection services) => services.AddSingleton<IProviderFacts, ProviderFacts>();
}
