using Gatehouse.Crypto;
using Gatehouse.Identity;
using Gatehouse.Outbound;
using Gatehouse.TestKit;
using Gatehouse.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tests.Outbound;

public sealed class SendersTests : IDisposable
{
    private readonly LogLines log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task A_developers_machine_shows_codes_and_counts_messages_as_sent()
    {
        var sender = Sender(new(null, KeepsMessages: true, ShowsMessages: true));
        Assert.Equal(Sending.Done, (await sender.Send(Mails.To("bob@example.org"), CancellationToken.None)).How);
        Assert.Equal(Sending.Done, (await sender.Send(Mails.To("+49301234567", channel: Channel.Sms), CancellationToken.None)).How);
        Assert.Equal(2, log.All.Count(line => line.Contains(Mails.Code, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_a_mail_server_mails_wait_and_one_warning_says_why()
    {
        var sender = Sender(new(null, KeepsMessages: true, ShowsMessages: false));
        for (var i = 0; i < 3; i++)
            Assert.Equal(Sending.Later, (await sender.Send(Mails.To("bob@example.org"), CancellationToken.None)).How);
        Assert.Contains("GATEHOUSE_SMTP", Assert.Single(log.Of(LogLevel.Warning)), StringComparison.Ordinal);
        Assert.DoesNotContain(log.All, line => line.Contains(Mails.Code, StringComparison.Ordinal) || line.Contains("bob@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Text_messages_wait_also_beside_a_mail_server()
    {
        await using var sink = new SmtpSink();
        var sender = Sender(new(new("127.0.0.1", sink.Port, SmtpTls.None, new("", "id@example.com")), KeepsMessages: false, ShowsMessages: true));
        Assert.Equal(Sending.Done, (await sender.Send(Mails.To("bob@example.org"), CancellationToken.None)).How);
        Assert.Single(sink.Mails);
        Assert.Empty(log.All);
        var serving = Sender(new(new("127.0.0.1", sink.Port, SmtpTls.None, new("", "id@example.com")), KeepsMessages: false, ShowsMessages: false));
        Assert.Equal(Sending.Later, (await serving.Send(Mails.To("+49301234567", channel: Channel.Sms), CancellationToken.None)).How);
        Assert.Contains("text messages", Assert.Single(log.Of(LogLevel.Warning)), StringComparison.Ordinal);
    }

    private ISender Sender(OutboxOptions options)
    {
        var store = new MemoryStore(TimeProvider.System);
        return new ServiceCollection()
            .AddSingleton(store.Outbox).AddSingleton(store.Pools).AddSingleton<IFunctions, NoFunctions>().AddSingleton<ISenderKeys>(SenderKeys.None).AddSingleton(store.Housekeeping).AddSingleton<IRandom, CountingRandom>().AddSingleton(TimeProvider.System)
            .AddLogging(logging => logging.AddProvider(log))
            .AddOutbound(options, [])
            .BuildServiceProvider()
            .GetRequiredService<ISender>();
    }

    private sealed class NoFunctions : IFunctions
    {
        public ValueTask<Outcome<TAnswer>> Ask<TAnswer>(string function, Question<TAnswer> question, CancellationToken ct)
            where TAnswer : notnull => throw new InvalidOperationException("Nobody asks here.");
    }
}
