using System.Buffers.Binary;

namespace Gatehouse.Identity;

/// <summary>Makes ids that sort by time (RFC 9562, version 7): no two of one process are alike, and each is greater than the one before.</summary>
public sealed class EventIds(IRandom random)
{
    private const int CounterBits = 12;
    private long last;

    /// <summary>The next id.</summary>
    public string Next(DateTimeOffset now)
    {
        // Milliseconds with a counter behind them. Within one millisecond, and when the clock steps back, it counts on.
        long before, stamp;
        do
        {
            before = Interlocked.Read(ref last);
            stamp = Math.Max(before + 1, now.ToUnixTimeMilliseconds() << CounterBits);
        }
        while (Interlocked.CompareExchange(ref last, stamp, before) != before);

        Span<byte> id = stackalloc byte[16];
        random.Fill(id);
        BinaryPrimitives.WriteInt64BigEndian(id, stamp >> CounterBits << 16);
        BinaryPrimitives.WriteInt16BigEndian(id[6..], (short)(0x7000 | (stamp & 0x0FFF)));
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true).ToString();
    }
}
