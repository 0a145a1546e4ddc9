using System.Buffers;
using System.Text;

namespace Gatehouse.Wire.SigV4;

/// <summary>The frames of a body as they come: lines that end with CR LF, and bytes.</summary>
internal sealed class ChunkInput(Stream inner)
{
    private byte[]? buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int start;
    private int end;

    /// <summary>Reads some bytes, at least one.</summary>
    public async ValueTask<int> Read(Memory<byte> to, CancellationToken cancellation)
    {
        if (start == end && to.Length >= buffer!.Length)
            return await inner.ReadAsync(to, cancellation) is var direct and not 0 ? direct : throw AwsChunkedException.Incomplete();
        if (!await Fill(cancellation))
            throw AwsChunkedException.Incomplete();

        var count = Math.Min(to.Length, end - start);
        buffer.AsMemory(start, count).CopyTo(to);
        start += count;
        return count;
    }

    /// <summary>Reads a line of printable ASCII.</summary>
    /// <param name="longest">The most characters without the end of the line.</param>
    /// <param name="cancellation">Fires when the caller went away.</param>
    /// <param name="allowsFeed">Whether one line feed may stand before the end of the line; it is left out.</param>
    public async ValueTask<string> Line(int longest, CancellationToken cancellation, bool allowsFeed = false)
    {
        var line = new StringBuilder(longest);
        var feeds = 0;
        while (true)
        {
            var next = await Next(cancellation);
            if (next == '\r')
                return await Next(cancellation) == '\n' ? line.ToString() : throw AwsChunkedException.Form();
            if (next == '\n' && allowsFeed && line.Length > 0 && feeds++ == 0)
                continue;
            if (next is < (byte)' ' or > (byte)'~' || feeds > 0 || line.Length == longest)
                throw AwsChunkedException.Form();
            line.Append((char)next);
        }
    }

    /// <summary>Whether nothing follows.</summary>
    public async ValueTask<bool> IsAtEnd(CancellationToken cancellation) => !await Fill(cancellation);

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        if (buffer is { } mine)
            ArrayPool<byte>.Shared.Return(mine);
        buffer = null;
    }

    private async ValueTask<byte> Next(CancellationToken cancellation) =>
        await Fill(cancellation) ? buffer![start++] : throw AwsChunkedException.Incomplete();

    private async ValueTask<bool> Fill(CancellationToken cancellation)
    {
        if (start < end)
            return true;
        (start, end) = (0, await inner.ReadAsync(buffer!, cancellation));
        return end > 0;
    }
}
