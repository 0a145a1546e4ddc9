using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>How a mail server behaves.</summary>
public enum SmtpMood
{
    /// <summary>It takes every mail.</summary>
    Takes,

    /// <summary>It answers nothing until its mood changes.</summary>
    Stalls,

    /// <summary>It closes the connection when it has the mail, and does not keep it.</summary>
    HangsUp,

    /// <summary>It answers 451.</summary>
    SaysLater,

    /// <summary>It answers 554 to whoever sends, as one that is misconfigured.</summary>
    SaysNo,
}

/// <summary>A mail that was taken.</summary>
/// <param name="To">The recipient of the envelope.</param>
/// <param name="Id">Its Message-ID.</param>
/// <param name="Code">The six digits in its text; empty when there are none.</param>
public sealed record TakenMail(string To, string Id, string Code);

/// <summary>A mail server on a loopback port, with moods.</summary>
public sealed partial class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentQueue<TakenMail> taken = new();
    private readonly Task serving;
    private TaskCompletionSource moodChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SmtpMood mood;

    /// <summary>Starts to listen.</summary>
    public SmtpSink()
    {
        listener.Start();
        serving = Serve();
    }

    /// <summary>How it behaves from now on.</summary>
    public SmtpMood Mood
    {
        get => mood;
        set
        {
            mood = value;
            Interlocked.Exchange(ref moodChanged, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    /// <summary>The mails it took, in their order.</summary>
    public IReadOnlyCollection<TakenMail> Taken => taken;

    /// <summary>The setting that sends mail here.</summary>
    public string Setting => $"smtp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}?tls=none&from=no-reply@example.com";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await serving;
        end.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
                _ = Talk(await listener.AcceptTcpClientAsync(end.Token));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task Talk(TcpClient caller)
    {
        try
        {
            using (caller)
            {
                var stream = caller.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync("220 sink");
                await Converse(reader, writer);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Clients are killed in these tests.
        }
    }

    private async Task Converse(StreamReader reader, StreamWriter writer)
    {
        var to = "";
        while (await reader.ReadLineAsync(end.Token) is { } line)
        {
            while (mood is SmtpMood.Stalls)
                await Volatile.Read(ref moodChanged).Task.WaitAsync(end.Token);

            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb == "RCPT")
                to = Address().Match(line).Groups["address"].Value;
            if (verb == "DATA" && !await Take(reader, writer, to))
                return;
            if (verb != "DATA")
                await writer.WriteLineAsync(Reply(verb));
            if (verb == "QUIT")
                return;
        }
    }

    private string Reply(string verb) => (verb, mood) switch
    {
        ("MAIL", SmtpMood.SaysLater) => "451 4.3.0 try again later",
        ("MAIL", SmtpMood.SaysNo) => "554 5.7.1 not from here",
        ("QUIT", _) => "221 bye",
        _ => "250 ok",
    };

    private async Task<bool> Take(StreamReader reader, StreamWriter writer, string to)
    {
        await writer.WriteLineAsync("354 go on");
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(end.Token) is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");

        if (mood is SmtpMood.HangsUp)
            return false;

        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        var mail = await MimeMessage.LoadAsync(stream);
        taken.Enqueue(new TakenMail(to, mail.MessageId ?? "", SixDigits().Match(mail.TextBody ?? "").Value));
        await writer.WriteLineAsync("250 taken");
        return true;
    }

    [GeneratedRegex(@"<(?<address>[^>]*)>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"\b[0-9]{6}\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SixDigits();
}
