using Gatehouse.Wire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Hosting;

/// <summary><c>gatehouse serve</c> and <c>gatehouse dev</c>: a server until it is told to stop.</summary>
internal static partial class ServeCommand
{
    /// <summary>Starts, waits for the end, and stops gently.</summary>
    /// <exception cref="SettingException">A setting does not fit this machine.</exception>
    public static async Task<int> Run(Settings settings, TextWriter output, CancellationToken cancel)
    {
        await using var host = GatehouseHost.Build(settings);
        await host.Start(cancel);
        var logger = host.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Gatehouse");
        Log.Listening(logger, Product.Version, string.Join(" and ", host.Urls));
        if (settings.IsDev)
            await output.WriteAsync(new Welcome(host, settings.Region, Welcome.IsTerminal).Text(await MakeDemo(host, settings, logger)));
        else
            Warn(settings, host, logger);

        await host.App.WaitForShutdownAsync(cancel);
        return ExitCode.Done;
    }

    private static async Task<Demo?> MakeDemo(GatehouseHost host, Settings settings, ILogger logger)
    {
        var services = host.App.Services;
        var caller = new Call("demo", host.App.Lifetime.ApplicationStopping) { Caller = host.Root.Principal, SignedRegion = settings.Region };
        if ((await new DemoMaker(services.GetRequiredService<OperationTable>(), caller).Make()).Refused(out var fault, out var demo))
        {
            Log.NoDemo(logger, fault.Code, fault.Message);
            return null;
        }

        return services.GetRequiredService<HomePage>().Demo = demo;
    }

    private static void Warn(Settings settings, GatehouseHost host, ILogger logger)
    {
        if (settings.Smtp is null)
            Log.NoMail(logger);
        if (settings.PublicUrl is null && !settings.Urls.All(url => url.IsLoopback))
            Log.NoPublicUrl(logger, host.Urls[0]);
        if (settings.Root is null && settings.Database is not null)
            Log.OwnRoot(logger);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Gatehouse {Version} listens on {Urls}")]
        public static partial void Listening(ILogger logger, string version, string urls);

        [LoggerMessage(2, LogLevel.Error, "The demo could not be made: {Code} {Text}")]
        public static partial void NoDemo(ILogger logger, string code, string text);

        [LoggerMessage(3, LogLevel.Warning, "GATEHOUSE_SMTP is not set: mails stay in the outbox for a day and reach nobody")]
        public static partial void NoMail(ILogger logger);

        [LoggerMessage(4, LogLevel.Warning, "GATEHOUSE_PUBLIC_URL is not set: tokens are issued by {Url}, which other machines do not reach by that name")]
        public static partial void NoPublicUrl(ILogger logger, string url);

        [LoggerMessage(5, LogLevel.Warning, "GATEHOUSE_ACCESS_KEY_ID is not set: this node has root credentials of its own, which other nodes do not know")]
        public static partial void OwnRoot(ILogger logger);
    }
}
