using System.Net.Sockets;
using System.Text;

namespace Gatehouse.Wire.Tests.Toys;

/// <summary>A plain TCP connection, to send what no HTTP client would.</summary>
public sealed class RawConnection(int port) : IDisposable
{
    private readonly TcpClient client = new("127.0.0.1", port);

    /// <summary>Sends text with <c>\n</c> turned to <c>\r\n</c>; a lone <c>\n</c> is written as <c>¶</c>.</summary>
    public async Task<RawConnection> Send(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal).Replace('¶', '\n'));
        await client.GetStream().WriteAsync(bytes);
        return this;
    }

    /// <summary>Reads one answer: head and body.</summary>
    public async Task<string> Answer()
    {
        var text = new StringBuilder();
        while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            text.Append(await ReadByte());

        var head = text.ToString();
        var length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal))?[16..];
        for (var left = int.Parse(length ?? "0"); left > 0; left--)
            text.Append(await ReadByte());
        return text.ToString();
    }

    /// <summary>Reads until the server closes the connection.</summary>
    public async Task<string> Rest()
    {
        var text = new StringBuilder();
        try
        {
            var buffer = new byte[4096];
            for (int read; (read = await client.GetStream().ReadAsync(buffer)) > 0;)
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            text.Append("(reset)");
        }

        return text.ToString();
    }

    public void Dispose() => client.Dispose();

    private async Task<char> ReadByte()
    {
        var one = new byte[1];
        await client.GetStream().ReadExactlyAsync(one);
        return (char)one[0];
    }
}
