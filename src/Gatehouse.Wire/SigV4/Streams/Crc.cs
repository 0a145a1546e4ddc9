using System.Buffers.Binary;

namespace Gatehouse.Wire.SigV4;

/// <summary>A cyclic redundancy check that takes the lowest bit first, begins with ones and is inverted at its end, as all three of S3's are.</summary>
/// <remarks>Eight bytes at a time by eight tables ("slicing by eight", Kounavis and Berry 2005). Parameters: the CRC RevEng catalogue.</remarks>
internal sealed class Crc : IChecksum
{
    private static readonly ulong[] Iso = Tables(0xEDB88320);
    private static readonly ulong[] Castagnoli = Tables(0x82F63B78);
    private static readonly ulong[] Nvme = Tables(0x9A6C9329AC4BC9B5);

    private readonly ulong[] tables;
    private readonly int size;
    private ulong value;

    private Crc(ulong[] tables, int size)
    {
        this.tables = tables;
        this.size = size;
        value = ulong.MaxValue >> (64 - (size * 8));
    }

    /// <summary>CRC-32/ISO-HDLC.</summary>
    public static Crc Crc32() => new(Iso, 4);

    /// <summary>CRC-32/ISCSI.</summary>
    public static Crc Crc32C() => new(Castagnoli, 4);

    /// <summary>CRC-64/NVME.</summary>
    public static Crc Crc64Nvme() => new(Nvme, 8);

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var crc = value;
        var table = tables;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            crc ^= BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            crc = table[0x700 + (byte)crc] ^ table[0x600 + (byte)(crc >> 8)] ^ table[0x500 + (byte)(crc >> 16)] ^ table[0x400 + (byte)(crc >> 24)]
                ^ table[0x300 + (byte)(crc >> 32)] ^ table[0x200 + (byte)(crc >> 40)] ^ table[0x100 + (byte)(crc >> 48)] ^ table[crc >> 56];
        }

        foreach (var b in bytes)
            crc = table[(byte)crc ^ b] ^ (crc >> 8);
        value = crc;
    }

    /// <inheritdoc/>
    public byte[] End()
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ~value);
        return bytes[(8 - size)..];
    }

    // Table k holds what a byte becomes when k more follow it.
    private static ulong[] Tables(ulong polynomial)
    {
        var made = new ulong[8 * 256];
        for (var i = 0; i < made.Length; i++)
        {
            var crc = i < 256 ? (ulong)i : made[i - 256];
            made[i] = i < 256 ? Bits(crc, polynomial) : made[(byte)crc] ^ (crc >> 8);
        }

        return made;
    }

    private static ulong Bits(ulong crc, ulong polynomial)
    {
        for (var bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ ((crc & 1) * polynomial);
        return crc;
    }
}
