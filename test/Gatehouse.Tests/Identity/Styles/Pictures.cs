using System.Buffers.Binary;
using System.Text;

namespace Gatehouse.Tests.Identity;

/// <summary>The least files that are pictures of their format.</summary>
internal static class Pictures
{
    public const string Svg = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#0972d3"/></svg>""";

    /// <summary>A PNG of one transparent pixel that any program reads.</summary>
    public static byte[] RealPng =>
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    public static byte[] Png(uint width = 350, uint height = 178, int length = 64)
    {
        var bytes = new byte[length];
        new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52 }.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }

    /// <summary>A JPEG with an application segment, fill bytes and a table before its frame.</summary>
    public static byte[] Jpeg(ushort width = 350, ushort height = 178) =>
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, 0xDB, 0, 3, 9,
        0xFF, 0xC2, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 2,
    ];

    public static byte[] LossyWebp(int width = 350, int height = 178) =>
        Webp("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)]);

    public static byte[] LosslessWebp(int width = 350, int height = 178)
    {
        var sizes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(sizes, (uint)((width - 1) | ((height - 1) << 14)));
        return Webp("VP8L", [0x2F, .. sizes, 0, 0, 0, 0, 0]);
    }

    public static byte[] ExtendedWebp(int width = 350, int height = 178) => Webp(
        "VP8X",
        [0, 0, 0, 0, (byte)(width - 1), (byte)((width - 1) >> 8), (byte)((width - 1) >> 16), (byte)(height - 1), (byte)((height - 1) >> 8), (byte)((height - 1) >> 16)]);

    /// <summary>An icon of two sizes: 16 by 16, and 256 by 256, which is written as 0.</summary>
    public static byte[] Ico(uint firstOffset = 38, uint firstSize = 1) =>
    [
        0, 0, 1, 0, 2, 0,
        16, 16, 0, 0, 1, 0, 32, 0, .. Little(firstSize), .. Little(firstOffset),
        0, 0, 0, 0, 1, 0, 32, 0, .. Little(1), .. Little(39),
        1, 2,
    ];

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Webp(string form, byte[] rest) => [.. "RIFF"u8, 40, 0, 0, 0, .. "WEBP"u8, .. Encoding.ASCII.GetBytes(form), 10, 0, 0, 0, .. rest];

    private static byte[] Little(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return bytes;
    }
}
