using System.Net;
using Gatehouse.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Outbound;

/// <summary>Puts into a program what goes out of the house, and the cleaning of the store.</summary>
public static class OutboundServices
{
    /// <summary>
    /// Adds the ports <see cref="IOutboxSignal"/>, <see cref="IAlarms"/> and <see cref="IOutside"/>, and the background services that send messages, write histories and
    /// clean the store. The program brings
    /// <see cref="IOutbox"/>, <see cref="IPools"/>, <see cref="IFunctions"/>, <see cref="ISenderKeys"/>, <see cref="AuthEventKeeper"/>, <see cref="SessionBook"/>,
    /// <see cref="IHousekeeping"/>, <see cref="IRandom"/> and a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddOutbound(this IServiceCollection services, OutboxOptions options, IReadOnlyList<string> trustedHosts)
    {
        services.AddSingleton(options);
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<IOutboxSignal>(provider => provider.GetRequiredService<OutboxSignal>());
        services.AddSingleton<IAlarms, LoggedAlarms>();
        services.AddSingleton<Backoff>();
        services.AddSingleton<Courier>();
        if (options.Smtp is { } server)
            services.AddSingleton(provider => new SmtpSender(server, provider.GetRequiredService<IPools>(), Logger<SmtpSender>(provider)));
        services.AddSingleton<OperatorHttp>();
        services.AddSingleton<ISender>(provider => new FunctionSender(
            provider.GetRequiredService<IPools>(), provider.GetRequiredService<IFunctions>(), provider.GetRequiredService<ISenderKeys>(),
            new ChannelSender(Mail(provider, options), Sms(provider, options)), provider.GetRequiredService<TimeProvider>(), Logger<FunctionSender>(provider)));
        services.AddSingleton(new HostRules(trustedHosts));
        services.AddSingleton<IOutside>(provider => new GuardedClient(
            provider.GetRequiredService<HostRules>(), Dns.GetHostAddressesAsync, provider.GetRequiredService<TimeProvider>(), Logger<GuardedClient>(provider)));
        services.AddHostedService<Dispatcher>();
        services.AddHostedService<Housekeeper>();
        services.AddHostedService<EventWriter>();
        services.AddHostedService<SessionWriter>();
        return services;
    }

    private static ISender Mail(IServiceProvider provider, OutboxOptions options) => options switch
    {
        { Smtp: not null }      => provider.GetRequiredService<SmtpSender>(),
        { ShowsMessages: true } => new LogSender(Logger<LogSender>(provider)),
        _                       => new NoSender("Set GATEHOUSE_SMTP to the mail server.", Logger<NoSender>(provider)),
    };

    private static ISender Sms(IServiceProvider provider, OutboxOptions options) => options switch
    {
        { Sms: { } gateway } => new SmsSender(
            gateway, provider.GetRequiredService<OperatorHttp>(), provider.GetRequiredService<TimeProvider>(), Logger<SmsSender>(provider)),
        { ShowsMessages: true } => new LogSender(Logger<LogSender>(provider)),
        _ => new NoSender("Set GATEHOUSE_SMS to the gateway for text messages.", Logger<NoSender>(provider)),
    };

    private static ILogger<T> Logger<T>(IServiceProvider provider) => provider.GetRequiredService<ILogger<T>>();
}
