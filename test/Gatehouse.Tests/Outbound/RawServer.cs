using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gatehouse.Tests.Outbound;

/// <summary>A server of this machine that answers every request with the same bytes, and may then say nothing more without hanging up.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly TaskCompletionSource<string> asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] answer;
    private readonly bool holds;
    private readonly Task serving;
    private int connections;

    public RawServer(byte[] answer, bool holds = false)
    {
        (this.answer, this.holds) = (answer, holds);
        listener.Start();
        serving = Serve();
    }

    public RawServer(string head, byte[]? body = null, bool holds = false)
        : this([.. Encoding.ASCII.GetBytes(head.ReplaceLineEndings("\r\n") + "\r\n\r\n"), .. body ?? []], holds)
    {
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Address => new($"http://localhost:{Port}/document");

    /// <summary>The first request, once it came.</summary>
    public Task<string> Asked => asked.Task;

    public int Connections => connections;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await serving;
        end.Dispose();
    }

    private async Task Serve()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(Answer(await listener.AcceptTcpClientAsync(end.Token)));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException || end.IsCancellationRequested)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task Answer(TcpClient client)
    {
        Interlocked.Increment(ref connections);
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var (buffer, length) = (new byte[8192], 0);
                do
                {
                    var read = await stream.ReadAsync(buffer.AsMemory(length), end.Token);
                    if (read == 0)
                        return;
                    length += read;
                }
                while (!buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8));

                await stream.WriteAsync(answer, end.Token);
                asked.TrySetResult(Encoding.ASCII.GetString(buffer, 0, length));
                if (holds)
                    await new TaskCompletionSource().Task.WaitAsync(end.Token);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // The client hung up in the middle, as it should.
            }
        }
    }
}
