using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;

namespace Gatehouse.Wire.SigV4;

/// <summary>
/// Decodes <c>aws-chunked</c> from another stream, which stays open. Read it with the asynchronous methods, from one thread at a time. Whatever is wrong is an
/// <see cref="AwsChunkedException"/>, after which nothing more can be read.
/// </summary>
/// <remarks>
/// The last byte of the body is handed out only when all has proven right: the end, its signature, the trailers and their checksums. Whoever passes the bytes on
/// with their length, or in chunks, therefore never completes a body that is wrong. Where chunks are signed each is held in memory until it is verified, at most
/// <see cref="LargestSignedChunk"/> bytes, in memory that grows as they arrive. Chunks that are not signed are passed through.
/// Sources: Amazon S3, "Transferring Payload in Multiple Chunks" and "Including Trailing Headers".
/// </remarks>
public sealed class AwsChunkedStream : Stream
{
    /// <summary>The most bytes of a signed chunk: 16 MiB. The SDKs send 64 KiB to 1 MiB.</summary>
    public const int LargestSignedChunk = 16 * 1024 * 1024;

    /// <summary>The most bytes of a body: 5 TiB, as of an object of S3. Some SDKs send all of it as one unsigned chunk.</summary>
    public const long LargestBody = 5L << 40;

    // The size, and the signature with its name.
    private const int LongestHead = 16 + 17 + 64;
    private const string Extension = ";chunk-signature=";

    private readonly ChunkInput input;
    private readonly ChunkChain? chain;
    private readonly TrailerBlock trailers;
    private readonly long? length;
    private readonly byte[] single = new byte[1];
    private byte[] chunk = [];
    private long left;
    private int taken;
    private byte? held;
    private bool isAtEnd;
    private bool isBroken;

    /// <summary>Prepares to decode a body.</summary>
    /// <param name="inner">The frames.</param>
    /// <param name="form">What was signed of the body.</param>
    /// <param name="announced">The header <c>x-amz-trailer</c>: names of trailers, separated by commas; null when it was not sent. Just these must come.</param>
    /// <param name="length">The header <c>x-amz-decoded-content-length</c>, to which the body is held; null when that is known from elsewhere.</param>
    public AwsChunkedStream(Stream inner, ChunkedBody form, string? announced = null, long? length = null)
    {
        input = new ChunkInput(inner);
        chain = form.Key is null ? null : new ChunkChain(form.Key);
        trailers = new TrailerBlock(announced, form.HasTrailer);
        this.length = length;
    }

    /// <summary>How many bytes of the body were decoded so far: one more than were handed out, until the end.</summary>
    public long DecodedLength { get; private set; }

    /// <summary>The trailers by their names in lower case, without the signature of them; empty until the end.</summary>
    public IReadOnlyDictionary<string, string> Trailers => isAtEnd ? trailers.Values : ImmutableDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        if (isBroken)
            throw AwsChunkedException.Form();

        isBroken = true;
        var read = await ReadHoldingBack(buffer, cancellationToken);
        isBroken = false;
        return read;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Memory that a read still fills, or may, is never given to others: the collector gets it.
        if (!isBroken)
            Release();
        isBroken = true;
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadHoldingBack(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (held is null)
        {
            if (await Decode(single, cancellation) == 0)
                return 0;
            held = single[0];
        }

        if (buffer.Length == 1)
        {
            var more = await Decode(single, cancellation);
            (buffer.Span[0], held) = (held.Value, more == 0 ? null : single[0]);
            return 1;
        }

        var read = await Decode(buffer[1..], cancellation);
        buffer.Span[0] = held.Value;
        held = read == 0 ? null : buffer.Span[read];
        return read == 0 ? 1 : read;
    }

    // Bytes of the body in their order, the last one too; none at the end, when all is verified.
    private async ValueTask<int> Decode(Memory<byte> buffer, CancellationToken cancellation)
    {
        while (left == 0)
        {
            if (isAtEnd)
                return 0;
            await Begin(cancellation);
        }

        var wanted = (int)Math.Min(buffer.Length, left);
        var read = chain is null ? await input.Read(buffer[..wanted], cancellation) : Take(buffer.Span[..wanted]);
        trailers.Checksums.Append(buffer.Span[..read]);
        left -= read;
        DecodedLength += read;
        if (left == 0)
            await End(cancellation);
        return read;
    }

    private async ValueTask Begin(CancellationToken cancellation)
    {
        var line = await input.Line(LongestHead, cancellation);
        var split = line.IndexOf(Extension, StringComparison.Ordinal);
        if (split < 0 != chain is null)
            throw AwsChunkedException.Form();
        var (size, signature) = split < 0 ? (line, "") : (line[..split], line[(split + Extension.Length)..]);
        if (size.Length is 0 or > 16 || !ulong.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bytes))
            throw AwsChunkedException.Form();
        if (bytes > (ulong)(LargestBody - DecodedLength) || (chain is not null && bytes > LargestSignedChunk))
            throw AwsChunkedException.TooLarge();

        left = (long)bytes;
        if (DecodedLength + left > length)
            throw AwsChunkedException.Length();
        if (chain is not null)
            await Verify((int)left, signature, cancellation);
        if (left == 0)
            await Finish(cancellation);
    }

    private async ValueTask Verify(int size, string signature, CancellationToken cancellation)
    {
        taken = 0;
        for (var filled = 0; filled < size;)
        {
            if (filled == chunk.Length)
                Resize(Math.Min(size, Math.Max(64 * 1024, chunk.Length * 2)));
            filled += await input.Read(chunk.AsMemory(filled, Math.Min(chunk.Length, size) - filled), cancellation);
        }

        chain!.Verify(signature, chunk.AsSpan(0, size));
    }

    private int Take(Span<byte> buffer)
    {
        chunk.AsSpan(taken, buffer.Length).CopyTo(buffer);
        taken += buffer.Length;
        return buffer.Length;
    }

    private async ValueTask End(CancellationToken cancellation)
    {
        if ((await input.Line(0, cancellation)).Length > 0)
            throw AwsChunkedException.Form();
    }

    private async ValueTask Finish(CancellationToken cancellation)
    {
        await trailers.Read(input, chain, cancellation);
        if (!await input.IsAtEnd(cancellation))
            throw AwsChunkedException.Form();
        if (length is { } announced && announced != DecodedLength)
            throw AwsChunkedException.Length();
        isAtEnd = true;
        Release();
    }

    private void Release()
    {
        input.Release();
        Resize(0);
    }

    private void Resize(int size)
    {
        var next = size == 0 ? [] : ArrayPool<byte>.Shared.Rent(size);
        if (chunk.Length > 0)
        {
            chunk.AsSpan(0, Math.Min(chunk.Length, next.Length)).CopyTo(next);
            ArrayPool<byte>.Shared.Return(chunk);
        }

        chunk = next;
    }
}
