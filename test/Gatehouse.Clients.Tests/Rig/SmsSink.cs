using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>How a gateway for text messages behaves.</summary>
public enum SmsMood
{
    /// <summary>It takes every message.</summary>
    Takes,

    /// <summary>It answers nothing until its mood changes, and keeps nothing of what came meanwhile.</summary>
    Stalls,

    /// <summary>It hangs up without an answer.</summary>
    HangsUp,

    /// <summary>It answers 503.</summary>
    SaysLater,

    /// <summary>It answers 401, as one that knows us not.</summary>
    SaysNo,
}

/// <summary>A text message that was taken.</summary>
/// <param name="To">The number.</param>
/// <param name="Id">Its id.</param>
/// <param name="Code">The six digits in it.</param>
public sealed record TakenText(string To, string Id, string Code);

/// <summary>A gateway for text messages on a loopback port, with moods.</summary>
public sealed partial class SmsSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentQueue<TakenText> taken = new();
    private readonly Task serving;
    private TaskCompletionSource moodChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SmsMood mood;

    /// <summary>Starts to listen.</summary>
    public SmsSink()
    {
        listener.Start();
        serving = Serve();
    }

    /// <summary>How it behaves from now on.</summary>
    public SmsMood Mood
    {
        get => mood;
        set
        {
            mood = value;
            Interlocked.Exchange(ref moodChanged, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    /// <summary>The messages it took, in their order.</summary>
    public IReadOnlyCollection<TakenText> Taken => taken;

    /// <summary>The setting that sends text messages here.</summary>
    public string Setting => $$"""
        {"provider": "http", "url": "http://127.0.0.1:{{((IPEndPoint)listener.LocalEndpoint).Port}}/send", "timeout": 2,
         "json": {"id": "{id}", "to": "{phone}", "text": "{message}"} }
        """;

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
                var body = await Read(stream);
                if (mood is SmsMood.HangsUp)
                    return;

                var isStalled = mood is SmsMood.Stalls;
                while (mood is SmsMood.Stalls)
                    await Volatile.Read(ref moodChanged).Task.WaitAsync(end.Token);

                var status = isStalled ? 500 : mood switch { SmsMood.SaysLater => 503, SmsMood.SaysNo => 401, _ => 202 };
                if (status == 202)
                    Take(body);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} So\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), end.Token);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Callers do not wait for ever, and are killed in these tests.
        }
    }

    private async Task<byte[]> Read(Stream stream)
    {
        var (all, head) = (new byte[64 * 1024], -1);
        for (var length = 0; ;)
        {
            if (await stream.ReadAsync(all.AsMemory(length), end.Token) is not (> 0 and var more))
                throw new IOException("The caller went away.");
            length += more;
            if (head < 0 && all.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is >= 0 and var found)
                head = found + 4;
            if (head >= 0 && int.Parse(ContentLength().Match(Encoding.ASCII.GetString(all, 0, head)).Groups["bytes"].Value, CultureInfo.InvariantCulture) is var bytes && length >= head + bytes)
                return all[head..(head + bytes)];
        }
    }

    private void Take(byte[] body)
    {
        var text = JsonSerializer.Deserialize<Dictionary<string, string>>(body)!;
        taken.Enqueue(new(text["to"], text["id"], SixDigits().Match(text["text"]).Value));
    }

    [GeneratedRegex(@"\nContent-Length: (?<bytes>[0-9]+)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContentLength();

    [GeneratedRegex(@"\b[0-9]{6}\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SixDigits();
}
