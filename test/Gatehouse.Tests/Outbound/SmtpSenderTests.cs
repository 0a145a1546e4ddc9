using Gatehouse.Outbound;
using Gatehouse.TestKit;
using Gatehouse.Tests.Host;
using MimeKit;

namespace Gatehouse.Tests.Outbound;

public sealed class SmtpSenderTests : IDisposable
{
    private readonly LogLines log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task Mails_go_over_one_connection()
    {
        await using var sink = new SmtpSink();
        using var sender = Sender(sink);
        for (var i = 0; i < 3; i++)
            Assert.Equal(Sending.Done, await Send(sender, $"bob{i}@example.org"));
        Assert.Equal(3, sink.Mails.Count);
        Assert.Equal(1, sink.Connections);
        Assert.Contains("MAIL FROM:<id@example.com>", sink.Commands.Select(command => command.Split(" BODY")[0].Split(" SIZE")[0]));
        Assert.Contains("Message-Id: <5f0c2a54-7c34-4a5e-9a38-0f7a3f1c9d11@example.com>", sink.Mails.First(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_meanwhile_is_opened_again()
    {
        await using var sink = new SmtpSink();
        using var sender = Sender(sink);
        await Send(sender, "bob@example.org");
        sink.Instead = command => command == "NOOP" ? "" : null;
        Assert.Equal(Sending.Done, await Send(sender, "bob@example.org"));
        Assert.Equal((2, 2), (sink.Connections, sink.Mails.Count));
    }

    [Theory]
    [InlineData("RCPT", "550 no such person bob@example.org", Sending.Never)]
    [InlineData("RCPT", "450 mailbox is busy", Sending.Later)]
    [InlineData("RCPT", "452 too many", Sending.Later)]
    [InlineData("MAIL", "550 who are you", Sending.Later)]
    [InlineData("DATA", "554 no", Sending.Later)]
    [InlineData("<mail>", "552 too large", Sending.Never)]
    [InlineData("<mail>", "451 try again", Sending.Later)]
    [InlineData("MAIL", "421 going down", Sending.Later)]
    [InlineData("RCPT", "", Sending.Later)]
    public async Task A_refusal_for_good_is_told_from_one_for_now(string at, string answer, Sending expected)
    {
        await using var sink = new SmtpSink { Instead = command => command.StartsWith(at, StringComparison.Ordinal) ? answer : null };
        using var sender = Sender(sink);
        Assert.Equal(expected, await Send(sender, "bob@example.org"));
        Assert.Empty(sink.Mails);
        Assert.DoesNotContain(log.All, line => line.Contains("bob@", StringComparison.Ordinal) || line.Contains(Mails.Code, StringComparison.Ordinal));
        Assert.Single(log.All);

        sink.Instead = _ => null;
        Assert.Equal(Sending.Done, await Send(sender, "ann@example.org"));
    }

    [Fact]
    public async Task No_server_at_all_means_later()
    {
        var sink = new SmtpSink();
        using var sender = Sender(sink);
        await sink.DisposeAsync();
        Assert.Equal(Sending.Later, await Send(sender, "bob@example.org"));
    }

    [Fact]
    public async Task Nothing_is_said_in_clear_to_a_server_that_cannot_upgrade()
    {
        await using var sink = new SmtpSink();
        using var sender = Sender(sink, SmtpTls.StartTls);
        Assert.Equal(Sending.Later, await Send(sender, "bob@example.org"));
        Assert.DoesNotContain(sink.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal) || command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_that_nobody_signed_is_not_believed()
    {
        await using var sink = new SmtpSink { IsForged = true };
        using var sender = Sender(sink, SmtpTls.Implicit);
        Assert.Equal(Sending.Later, await Send(sender, "bob@example.org"));
        Assert.Empty(sink.Commands);
    }

    [Fact]
    public async Task What_is_no_address_is_given_up_without_a_word_to_the_server()
    {
        await using var sink = new SmtpSink();
        using var sender = Sender(sink);
        Assert.Equal(Sending.Never, await Send(sender, "bob@example.org> SIZE=1\r\nRCPT TO:<ann@example.org"));
        Assert.Equal(0, sink.Connections);
    }

    private SmtpSender Sender(SmtpSink sink, SmtpTls tls = SmtpTls.None) =>
        new(new("127.0.0.1", sink.Port, tls, new("Sign-in", "id@example.com")) { User = tls == SmtpTls.None ? null : "user", Password = "password" }, new MemoryStore(TimeProvider.System).Pools, log.For<SmtpSender>());

    private static async Task<Sending> Send(SmtpSender sender, string to) => (await sender.Send(Mails.To(to), CancellationToken.None)).How;
}
