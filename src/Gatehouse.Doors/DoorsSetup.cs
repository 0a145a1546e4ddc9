using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Doors;

/// <summary>Puts the decisions about doors into a host.</summary>
public static class DoorsSetup
{
    /// <summary>Registers them. The program brings the wire, the domain of access, and the options.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="file">The doors.</param>
    /// <param name="path">The file that tells of them and is watched; null when they are not in a file.</param>
    public static IServiceCollection AddDoors(this IServiceCollection services, DoorsFile file, string? path)
    {
        services.AddSingleton(new OpenDoors(file)).AddSingleton<DoorJudge>().AddSingleton<DoorsEndpoint>();
        return path is null ? services : services.AddSingleton<IHostedService>(provider => new DoorsWatch(
            path, provider.GetRequiredService<OpenDoors>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<DoorsWatch>>()));
    }

    /// <summary>Serves questions. It comes before everything that looks at paths.</summary>
    public static void UseDoors(this IApplicationBuilder app) => app.Use(app.ApplicationServices.GetRequiredService<DoorsEndpoint>().Serve);
}
