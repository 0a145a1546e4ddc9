using System.Text;
using CsCheck;
using Gatehouse.TestKit.Wire;
using Gatehouse.Wire.SigV4;

namespace Gatehouse.Tests.Wire.SigV4.Doors;

/// <summary>However frames come and whatever becomes of them: what is read to its end is what was signed.</summary>
public class ChunkedFuzzTests
{
    private const string Seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";

    private static readonly CredentialScope Scope = new("20260304", "eu-central-1", "s3", "aws4_request");

    private static readonly ChunkKey Key = new(DoorWorld.Lasting.Key(DoorWorld.Noon), RequestSigner.Date(DoorWorld.Noon), Scope, Seed);

    private static readonly string[] Pieces = ["0\r\n", "\r\n", "5;chunk-signature=", "5\r\nhello\r\n", "a", "x-amz-checksum-crc32:", ":", "\n", "f", Seed];

    private static readonly Gen<byte[]> NearlyFrames =
        Gen.Int[0, Pieces.Length - 1].Array[0, 12].Select(picks => Encoding.ASCII.GetBytes(string.Concat(picks.Select(pick => Pieces[pick]))));

    [Fact]
    public async Task Bytes_are_the_same_however_they_are_read() =>
        await Gen.Select(Gen.Byte.Array[0, 400], Gen.Int[1, 100], Gen.Int[1, 60], Gen.Int[1, 60], Gen.Bool).SampleAsync(
            async (body, size, arriving, wanted, isSigned) =>
            {
                var (had, code) = await Read(Frames(isSigned).Write(body, size, null).Bytes, isSigned, arriving, wanted);
                return code is null && had == Encoding.Latin1.GetString(body);
            },
            iter: 3_000);

    [Fact]
    public async Task No_change_of_signed_frames_yields_another_whole_body() =>
        await Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[1, 40], Gen.Int[0, 100_000], Gen.Byte, Gen.Int[0, 3]).SampleAsync(
            async (body, size, place, value, kind) =>
            {
                var (had, code) = await Read(Changed(Frames(true).Write(body, size, null).Bytes, place, value, kind), true, 64, 64);
                // A size may be written with a capital or a leading zero, and is the same size.
                return code is null ? had == Encoding.Latin1.GetString(body) : Encoding.Latin1.GetString(body).StartsWith(had, StringComparison.Ordinal) && (body.Length == 0 || had.Length < body.Length);
            },
            iter: 20_000);

    [Fact]
    public async Task No_change_of_unsigned_frames_breaks_the_reader() =>
        await Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[1, 40], Gen.Int[0, 100_000], Gen.Byte, Gen.Int[0, 3]).SampleAsync(
            async (body, size, place, value, kind) => (await Read(Changed(Frames(false).Write(body, size, null).Bytes, place, value, kind), false, 64, 64)).Had.Length >= 0,
            iter: 20_000);

    [Fact]
    public async Task No_bytes_at_all_break_the_reader() =>
        await Gen.Select(Gen.OneOf(Gen.Byte.Array[0, 100], NearlyFrames), Gen.Bool)
            .SampleAsync(async (frames, isSigned) => (await Read(frames, isSigned, 7, 7)).Had.Length >= 0, iter: 20_000);

    private static ChunkFrames Frames(bool isSigned) => isSigned ? new ChunkFrames(DoorWorld.Lasting, DoorWorld.Noon, Seed) : new ChunkFrames();

    private static byte[] Changed(byte[] frames, int place, byte value, int kind)
    {
        place %= frames.Length;
        return kind switch
        {
            0 => [.. frames[..place], value, .. frames[(place + 1)..]],
            1 => [.. frames[..place], .. frames[(place + 1)..]],
            2 => [.. frames[..place], value, .. frames[place..]],
            _ => frames[..place],
        };
    }

    private static async Task<(string Had, string? Code)> Read(byte[] frames, bool isSigned, int arriving, int wanted)
    {
        await using var decoded = new AwsChunkedStream(new Trickle(frames, arriving), new ChunkedBody(HasTrailer: !isSigned, isSigned ? Key : null));
        return await Drained.Until(decoded, wanted);
    }

    /// <summary>A stream that gives at most so many bytes at once.</summary>
    private sealed class Trickle(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }
}
