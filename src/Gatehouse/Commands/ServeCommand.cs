namespace Gatehouse.Hosting;

/// <summary><c>gatehouse serve</c> and <c>gatehouse dev</c>: a server until it is told to stop.</summary>
internal static partial class ServeCommand
{
    /// <summary>Starts, waits for the end, and stops gently.</summary>
    /// <exception cref="SettingException">A setting does not fit this machine.</exception>
    public static async Task<int> Run(Settings settings, TextWriter output, CancellationToken cancel)
    {
        await using var host = GatehouseHost.Build(settings);
        await host.App.StartAsync(cancel);
        await output.WriteLineAsync($"Gatehouse {Product.Version} listens on {string.Join(" and ", host.Urls)}");
        await host.App.WaitForShutdownAsync(cancel);
        return ExitCode.Done;
    }
}
