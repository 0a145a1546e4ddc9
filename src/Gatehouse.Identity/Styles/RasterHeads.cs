using System.Buffers.Binary;

namespace Gatehouse.Identity;

/// <summary>The head of a PNG: a signature, and IHDR as the first chunk.</summary>
internal static class PngHead
{
    private static ReadOnlySpan<byte> Start => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R'];

    public static Picture? Size(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 33 || !bytes.StartsWith(Start))
            return null;

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]));
        return new(PictureFormat.Png, (int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue));
    }
}

/// <summary>The head of a JPEG: segments up to the one that begins a frame.</summary>
internal static class JpegHead
{
    public static Picture? Size(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith([(byte)0xFF, (byte)0xD8, (byte)0xFF]))
            return null;

        for (var rest = bytes[2..]; rest.Length >= 4 && rest[0] == 0xFF;)
        {
            // A marker may be preceded by any number of 0xFF.
            if (rest[1] == 0xFF)
            {
                rest = rest[1..];
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (BeginsFrame(rest[1]) && rest.Length >= 9)
                return new(PictureFormat.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(rest[7..]), BinaryPrimitives.ReadUInt16BigEndian(rest[5..]));
            if (!HasLength(rest[1]) || length < 2 || rest.Length < length + 2)
                return null;

            rest = rest[(length + 2)..];
        }

        return null;
    }

    private static bool BeginsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    // Neither a restart, the start or end of an image, nor the scan after which only pixels come.
    private static bool HasLength(byte marker) => marker is >= 0xC0 and not (>= 0xD0 and <= 0xDA) and not 0xFF;
}

/// <summary>The head of a WebP in its three forms: lossy, lossless, extended.</summary>
internal static class WebpHead
{
    public static Picture? Size(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30 || !bytes.StartsWith("RIFF"u8) || !bytes[8..].StartsWith("WEBP"u8))
            return null;

        var form = bytes[12..16];
        if (form.SequenceEqual("VP8X"u8))
            return new(PictureFormat.Webp, Read24(bytes[24..]) + 1, Read24(bytes[27..]) + 1);

        if (form.SequenceEqual("VP8L"u8) && bytes[20] == 0x2F)
        {
            var sizes = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
            return new(PictureFormat.Webp, (int)(sizes & 0x3FFF) + 1, (int)((sizes >> 14) & 0x3FFF) + 1);
        }

        return form.SequenceEqual("VP8 "u8) && bytes[23..].StartsWith([(byte)0x9D, (byte)0x01, (byte)0x2A])
            ? new(PictureFormat.Webp, BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFF)
            : null;
    }

    private static int Read24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}

/// <summary>The head of an icon: a directory whose pictures all lie in the file.</summary>
internal static class IcoHead
{
    private const int HeadSize = 6;
    private const int EntrySize = 16;

    public static Picture? Size(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadSize || !bytes.StartsWith([(byte)0, (byte)0, (byte)1, (byte)0]))
            return null;

        var count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        var end = HeadSize + (count * EntrySize);
        if (count == 0 || bytes.Length < end)
            return null;

        var (width, height) = (0, 0);
        for (var i = HeadSize; i < end; i += EntrySize)
        {
            var entry = bytes.Slice(i, EntrySize);
            var (size, offset) = (BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]));
            if (size == 0 || offset < end || (ulong)offset + size > (ulong)bytes.Length)
                return null;

            (width, height) = (Math.Max(width, Side(entry[0])), Math.Max(height, Side(entry[1])));
        }

        return new(PictureFormat.Ico, width, height);
    }

    // One byte cannot say 256, so 0 does.
    private static int Side(byte said) => said == 0 ? 256 : said;
}
