using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>The empty page of an application on this machine, at an origin of its own.</summary>
public sealed class AppPage : IAsyncDisposable
{
    private static readonly byte[] Page = Encoding.ASCII.GetBytes(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 29\r\nConnection: close\r\n\r\n<title>An application</title>");

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task serving;

    public AppPage()
    {
        listener.Start();
        serving = Serve();
    }

    /// <summary>Where browsers find it.</summary>
    public string Address => On("localhost");

    /// <summary>Where they find it under another name of this machine.</summary>
    public string On(string host) => $"http://{host}:{((IPEndPoint)listener.LocalEndpoint).Port}/";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
    }

    private async Task Serve()
    {
        try
        {
            while (true)
                _ = Answer(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The listener was stopped: that is the end.
        }
    }

    private static async Task Answer(TcpClient visitor)
    {
        using (visitor)
        {
            try
            {
                if (await visitor.GetStream().ReadAsync(new byte[16 * 1024]) > 0)
                    await visitor.GetStream().WriteAsync(Page);
            }
            catch (IOException)
            {
                // A browser opens connections that it does not use.
            }
        }
    }
}
