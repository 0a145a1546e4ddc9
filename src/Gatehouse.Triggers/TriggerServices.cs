using Gatehouse.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Triggers;

/// <summary>Puts into a program the functions of pools.</summary>
public static class TriggerServices
{
    /// <summary>
    /// Adds the port <see cref="IFunctions"/> and <see cref="FunctionRuns"/>. The program brings an <see cref="IRandom"/>, a
    /// <see cref="Realm"/>, a <see cref="TimeProvider"/>, logging, and with <see cref="AddFunction"/> functions of its own.
    /// </summary>
    /// <param name="services">The program.</param>
    /// <param name="plans">Where other functions are.</param>
    /// <param name="directory">A directory that is the program's alone, for what it runs functions with.</param>
    public static IServiceCollection AddTriggers(this IServiceCollection services, IReadOnlyList<FunctionPlan> plans, string directory)
    {
        services.AddSingleton(provider => new FunctionTable(
            plans,
            provider.GetServices<IFunction>(),
            new Launch(provider.GetRequiredService<Realm>().Region, directory),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddHostedService<LocalFunctions>();
        services.AddSingleton<RunLog>();
        services.AddSingleton<Runner>();
        services.AddSingleton<IFunctions, FunctionCaller>();
        services.AddSingleton(provider => new FunctionRuns(provider.GetRequiredService<RunLog>(), provider.GetRequiredService<Runner>()));
        return services;
    }

    /// <summary>Adds a function that lives in the program.</summary>
    public static IServiceCollection AddFunction(this IServiceCollection services, IFunction function) => services.AddSingleton(function);
}
