using System.Text;
using CsCheck;
using Gatehouse.TestKit.Wire;
using Gatehouse.Wire.SigV4;

namespace Gatehouse.Tests.Wire.SigV4.Doors;

public class ChecksumTests
{
    private static readonly (string Name, ulong Polynomial, int Size)[] Kinds =
        [("x-amz-checksum-crc32", 0xEDB88320, 4), ("x-amz-checksum-crc32c", 0x82F63B78, 4), ("x-amz-checksum-crc64nvme", 0x9A6C9329AC4BC9B5, 8)];

    // The check values of the CRC RevEng catalogue, of "123456789".
    [Theory]
    [InlineData("x-amz-checksum-crc32", 0xCBF43926, 4)]
    [InlineData("x-amz-checksum-crc32c", 0xE3069283, 4)]
    [InlineData("x-amz-checksum-crc64nvme", 0xAE8B14860A799888, 8)]
    public async Task A_checksum_is_that_of_the_catalogue(string name, ulong check, int size)
    {
        var expected = Convert.ToBase64String(Convert.FromHexString(check.ToString("x16", System.Globalization.CultureInfo.InvariantCulture))[^size..]);

        Assert.Null(await Code(name, expected, Encoding.ASCII.GetBytes("123456789"), 9));
    }

    [Fact]
    public async Task A_checksum_does_not_depend_on_how_the_body_comes() =>
        await Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[1, 200], Gen.Int[0, Kinds.Length - 1]).SampleAsync(
            async (body, size, kind) => await Code(Kinds[kind].Name, BitByBit(body, Kinds[kind].Polynomial, Kinds[kind].Size), body, size) is null,
            iter: 1_000);

    private static async Task<string?> Code(string name, string value, byte[] body, int size)
    {
        var frames = new ChunkFrames().Write(body, size, (name, value)).Bytes;
        await using var decoded = new AwsChunkedStream(new MemoryStream(frames), new ChunkedBody(HasTrailer: true, Key: null), name);
        return (await Drained.Until(decoded, step: 5)).Code;
    }

    private static string BitByBit(byte[] body, ulong polynomial, int size)
    {
        var crc = ulong.MaxValue >> (64 - (size * 8));
        foreach (var b in body)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ polynomial : crc >> 1;
        }

        return Convert.ToBase64String(BitConverter.GetBytes(~crc).Reverse().ToArray()[^size..]);
    }
}
