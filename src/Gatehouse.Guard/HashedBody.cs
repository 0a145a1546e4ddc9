using System.Security.Cryptography;

namespace Gatehouse.Guard;

/// <summary>A body that is not what was signed, or not whole. Its last byte was not handed out.</summary>
internal sealed class BodyException(Fault fault) : IOException(fault.Message)
{
    /// <summary>What its sender is told.</summary>
    public Fault Fault { get; } = fault;
}

/// <summary>
/// Passes a body on and keeps its last byte back until the whole has the hash that was signed: whoever gets the bytes, with their number
/// or in chunks, never has a complete body that is another one.
/// </summary>
internal sealed class HashedBody(Stream inner, string sha256) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte? held;
    private bool isProven;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0 || isProven)
            return 0;

        // One byte more than is handed out: the last of what was read waits for the next.
        var one = buffer.Length == 1 ? new byte[1] : null;
        while (true)
        {
            var room = held is null ? buffer : one ?? buffer[1..];
            var read = await inner.ReadAsync(room, cancellationToken);
            if (read == 0)
                return End(buffer.Span);

            hash.AppendData(room.Span[..read]);
            var last = room.Span[read - 1];
            if (held is { } first)
            {
                buffer.Span[0] = first;
                held = last;
                return read;
            }

            held = last;
            if (read > 1)
                return read - 1;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        hash.Dispose();
        base.Dispose(disposing);
    }

    private int End(Span<byte> buffer)
    {
        if (!CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), Convert.FromHexString(sha256)))
            throw new BodyException(GuardFaults.Mismatch);

        isProven = true;
        if (held is not { } last)
            return 0;
        buffer[0] = last;
        return 1;
    }
}
