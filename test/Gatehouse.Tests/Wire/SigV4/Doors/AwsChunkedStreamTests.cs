using System.Text;
using Gatehouse.TestKit.Wire;
using Gatehouse.Wire.SigV4;

namespace Gatehouse.Tests.Wire.SigV4.Doors;

public class AwsChunkedStreamTests
{
    private const string Seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
    private const string Fox = "The quick brown fox jumps over the lazy dog";
    private const string Hello = "5\r\nhello\r\n";

    private static readonly ChunkedBody Unsigned = new(HasTrailer: true, Key: null);
    private static readonly byte[] Body = Encoding.ASCII.GetBytes(Fox);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(43)]
    [InlineData(100)]
    public async Task Signed_chunks_of_any_size_are_decoded(int size) =>
        Assert.Equal((Fox, null), await Read(Frames().Write(Body, size, null), Signed(false)));

    [Fact]
    public async Task An_empty_body_is_decoded()
    {
        Assert.Equal(("", null), await Read(Frames().Write([], 8, null), Signed(false), length: 0));
        Assert.Equal(("", null), await Read(new ChunkFrames().Write([], 8, []), Unsigned, length: 0));
    }

    [Fact]
    public async Task A_large_chunk_is_held_until_it_is_verified()
    {
        var body = new byte[300_000];
        Random.Shared.NextBytes(body);
        Assert.Equal((Encoding.Latin1.GetString(body), null), await Read(Frames().Write(body, body.Length, null), Signed(false)));

        var spoiled = Frames().Write(body, body.Length, null).Bytes;
        spoiled[150_000] ^= 1;
        Assert.Equal(("", "SignatureDoesNotMatch"), await Read(spoiled, Signed(false)));
    }

    [Fact]
    public async Task Chunks_may_not_change_their_places()
    {
        var frames = Encoding.ASCII.GetString(Frames().Write(Body[..10], 5, null).Bytes);
        var second = frames.IndexOf("5;", 10, StringComparison.Ordinal);
        var last = frames.IndexOf("0;", second, StringComparison.Ordinal);

        var swapped = frames[second..last] + frames[..second] + frames[last..];
        Assert.Equal(("", "SignatureDoesNotMatch"), await Read(Encoding.ASCII.GetBytes(swapped), Signed(false)));
    }

    [Fact]
    public async Task Chunks_of_another_request_are_refused() =>
        Assert.Equal(
            ("", "SignatureDoesNotMatch"),
            await Read(Frames().Write(Body, 10, null), Signed(false) with { Key = Signed(false).Key! with { Seed = DoorWorld.Empty } }));

    [Fact]
    public async Task The_last_byte_waits_for_the_end()
    {
        var frames = new ChunkFrames().Chunk(Body).Text("0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n");

        Assert.Equal((Fox[..^1], "BadDigest"), await Read(frames, Unsigned, "x-amz-checksum-crc32"));
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32", "QU+jOQ==")]
    [InlineData("x-amz-checksum-crc32c", "ImIEBA==")]
    [InlineData("x-amz-checksum-sha1", "L9ThxnotKPzthJ7hu3bnORuT6xI=")]
    [InlineData("x-amz-checksum-sha256", "16j7swfXgJRpypq8sAguT41WUeRtPNt2LQLQvzfJ5ZI=")]
    [InlineData("X-Amz-Checksum-CRC32", "QU+jOQ==")]
    public async Task Checksums_that_come_last_are_verified(string name, string value)
    {
        Assert.Equal((Fox, null), await Read(new ChunkFrames().Write(Body, 9, (name, value)), Unsigned, name));
        Assert.Equal((Fox[..^1], "BadDigest"), await Read(new ChunkFrames().Write(Body, 9, (name, "A" + value[1..])), Unsigned, name));
        Assert.Equal((Fox, null), await Read(Frames().Write(Body, 9, (name.ToLowerInvariant(), value)), Signed(true), name));
    }

    [Fact]
    public async Task A_checksum_of_an_algorithm_that_is_not_known_is_passed_on()
    {
        await using var decoded = new AwsChunkedStream(
            new MemoryStream(new ChunkFrames().Write(Body, 9, ("x-amz-checksum-xxhash3", "anything")).Bytes), Unsigned, "x-amz-checksum-xxhash3");
        Assert.Empty(decoded.Trailers);

        Assert.Equal(Body, await Drained.Of(decoded));
        Assert.Equal([KeyValuePair.Create("x-amz-checksum-xxhash3", "anything")], decoded.Trailers);
    }

    [Theory]
    [InlineData(null, "x-amz-checksum-crc32:QU+jOQ==\r\n\r\n")]
    [InlineData("x-amz-checksum-crc32", "\r\n")]
    [InlineData("x-amz-checksum-crc32", "x-amz-checksum-crc32c:ImIEBA==\r\n\r\n")]
    [InlineData("x-amz-checksum-crc32", "x-amz-checksum-crc32:QU+jOQ==\r\nx-amz-checksum-crc32:QU+jOQ==\r\n\r\n")]
    [InlineData("x-amz-checksum-crc32", "x-amz-checksum-crc32\r\n\r\n")]
    [InlineData("x-amz-checksum-crc32", ":QU+jOQ==\r\n\r\n")]
    [InlineData("x-amz-checksum-crc32, x-amz-acl", "x-amz-checksum-crc32:QU+jOQ==\r\nx-amz-acl:public-read\r\n\r\n")]
    [InlineData("x-amz-checksum-crc32", "x-amz-checksum-crc32:QU+jOQ==\r\nx-amz-trailer-signature:00\r\n\r\n")]
    public async Task Just_the_announced_checksums_must_come_last(string? announced, string trailers) =>
        Assert.Equal((Fox[..^1], "MalformedTrailerError"), await Read(new ChunkFrames().Chunk(Body).Text("0\r\n" + trailers), Unsigned, announced));

    [Theory]
    [InlineData("x-amz-checksum-crc32:QU+jOQ==\n\r\n\r\n", null)]
    [InlineData("x-amz-checksum-crc32:QU+jOQ==\n\n\r\n\r\n", "InvalidRequest")]
    [InlineData("x-amz-checksum-crc32:QU+jOQ==\n\r\n\n\r\n", "InvalidRequest")]
    [InlineData("x-amz-checksum-\ncrc32:QU+jOQ==\r\n\r\n", "InvalidRequest")]
    public async Task One_line_feed_before_the_end_of_a_trailer_is_what_some_clients_send(string trailers, string? code) =>
        Assert.Equal(code, (await Read(new ChunkFrames().Chunk(Body).Text("0\r\n" + trailers), Unsigned, "x-amz-checksum-crc32")).Code);

    [Fact]
    public async Task Trailers_of_signed_chunks_must_be_signed()
    {
        const string Checksum = "x-amz-checksum-crc32";
        Assert.Equal("SignatureDoesNotMatch", (await Read(Frames().Chunk(Body).Chunk([]).Text($"{Checksum}:QU+jOQ==\r\n\r\n"), Signed(true), Checksum)).Code);
        var good = Encoding.ASCII.GetString(Frames().Write(Body, 9, (Checksum, "QU+jOQ==")).Bytes);
        Assert.Equal("SignatureDoesNotMatch", (await Read(Encoding.ASCII.GetBytes(good.Replace("QU+", "QV+", StringComparison.Ordinal)), Signed(true), Checksum)).Code);
        Assert.Equal(
            "MalformedTrailerError",
            (await Read(Encoding.ASCII.GetBytes(good[..^2] + Checksum + "c:ImIEBA==\r\n\r\n"), Signed(true), $"{Checksum},{Checksum}c")).Code);
    }

    [Fact]
    public async Task A_body_without_trailers_may_have_none()
    {
        Assert.Equal("MalformedTrailerError", (await Read(Frames().Write(Body, 9, ("x-amz-checksum-crc32", "QU+jOQ==")), Signed(false), "x-amz-checksum-crc32")).Code);
        Assert.Equal("MalformedTrailerError", (await Read(Frames().Write(Body, 9, null), Signed(false), "x-amz-checksum-crc32")).Code);
        Assert.Equal("SignatureDoesNotMatch", (await Read(Frames().Write(Body, 9, null), Signed(true))).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5\r\n")]
    [InlineData("5\r\nhell")]
    [InlineData("5\r\nhello")]
    [InlineData("5\r\nhello\r")]
    [InlineData(Hello)]
    [InlineData(Hello + "0")]
    [InlineData(Hello + "0\r\n")]
    [InlineData(Hello + "0\r\n\r")]
    public async Task A_body_that_breaks_off_is_incomplete(string frames)
    {
        var (had, code) = await Read(Encoding.ASCII.GetBytes(frames), Unsigned);

        Assert.Equal("IncompleteBody", code);
        Assert.True(had.Length < 5);
    }

    [Theory]
    [InlineData("5\nhello\r\n0\r\n\r\n")]
    [InlineData("5\r\nhello\n0\r\n\r\n")]
    [InlineData("5\rhello\r\n0\r\n\r\n")]
    [InlineData("5\r\nhelloo\r\n0\r\n\r\n")]
    [InlineData("4\r\nhello\r\n0\r\n\r\n")]
    [InlineData("6\r\nhello\r\n0\r\n\r\n")]
    [InlineData("-5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("+5\r\nhello\r\n0\r\n\r\n")]
    [InlineData(" 5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5 \r\nhello\r\n0\r\n\r\n")]
    [InlineData("0x5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5;a=b\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5;chunk-signature=00\r\nhello\r\n0\r\n\r\n")]
    [InlineData("\r\nhello\r\n0\r\n\r\n")]
    [InlineData("00000000000000005\r\nhello\r\n0\r\n\r\n")]
    [InlineData(Hello + "0\r\n\r\nmore")]
    [InlineData(Hello + "0\r\n\r\n\r\n")]
    [InlineData(Hello + "0\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("g\r\nhello\r\n0\r\n\r\n")]
    public async Task A_frame_of_another_form_is_refused(string frames)
    {
        var (had, code) = await Read(Encoding.ASCII.GetBytes(frames), Unsigned);

        Assert.Equal("InvalidRequest", code);
        Assert.True(had.Length < 5);
    }

    [Theory]
    [InlineData("50000000001")]
    [InlineData("7fffffffffffffff")]
    [InlineData("8000000000000000")]
    [InlineData("ffffffffffffffff")]
    public async Task A_size_beyond_all_bounds_is_refused(string size) =>
        Assert.Equal(("", "EntityTooLarge"), await Read(Encoding.ASCII.GetBytes(size + "\r\nhello\r\n0\r\n\r\n"), Unsigned));

    [Fact]
    public async Task Leading_zeros_and_capitals_are_a_size() =>
        Assert.Equal((Fox[..10], null), await Read(Encoding.ASCII.GetBytes("000000000000000A\r\nThe quick \r\n0000\r\n\r\n"), Unsigned));

    [Fact]
    public async Task A_signed_chunk_has_a_bound_of_its_own()
    {
        var frames = Encoding.ASCII.GetBytes($"{AwsChunkedStream.LargestSignedChunk + 1:x};chunk-signature={Seed}\r\n");

        Assert.Equal(("", "EntityTooLarge"), await Read(frames, Signed(false)));
    }

    [Fact]
    public async Task A_signed_body_may_not_have_a_chunk_without_signature() =>
        Assert.Equal(("", "InvalidRequest"), await Read(new ChunkFrames().Write(Body, 9, null), Signed(false)));

    [Theory]
    [InlineData(42, 0)]
    [InlineData(44, 42)]
    public async Task A_body_must_have_the_announced_length(int length, int had) =>
        Assert.Equal((Fox[..had], "IncompleteBody"), await Read(new ChunkFrames().Write(Body, 100, []), Unsigned, length: length));

    [Fact]
    public async Task A_line_has_a_bound()
    {
        Assert.Equal("InvalidRequest", (await Read(Encoding.ASCII.GetBytes($"5;chunk-signature={new string('0', 100)}\r\n"), Signed(false))).Code);
        var trailer = $"x-amz-checksum-xxhash3:{new string('A', 300)}\r\n\r\n";
        Assert.Equal("InvalidRequest", (await Read(new ChunkFrames().Chunk(Body).Text("0\r\n" + trailer), Unsigned, "x-amz-checksum-xxhash3")).Code);
    }

    [Fact]
    public async Task Trailers_have_a_bound()
    {
        var many = Enumerable.Range(0, 9).Select(i => ($"x-amz-checksum-{i}", "A")).ToArray();

        Assert.Equal(
            "MalformedTrailerError",
            (await Read(new ChunkFrames().Write(Body, 9, many), Unsigned, string.Join(',', many.Select(one => one.Item1)))).Code);
    }

    [Fact]
    public async Task What_broke_stays_broken()
    {
        await using var decoded = new AwsChunkedStream(new MemoryStream(Encoding.ASCII.GetBytes("5\r\nhello!!0\r\n\r\n")), Unsigned);
        await Assert.ThrowsAsync<AwsChunkedException>(async () => await Drained.Of(decoded));

        await Assert.ThrowsAsync<AwsChunkedException>(async () => await Drained.Of(decoded));
    }

    [Fact]
    public async Task The_end_may_be_read_again()
    {
        await using var decoded = new AwsChunkedStream(new MemoryStream(new ChunkFrames().Write(Body, 9, []).Bytes), Unsigned);

        Assert.Equal(Body, await Drained.Of(decoded));
        Assert.Empty(await Drained.Of(decoded));
    }

    [Fact]
    public void It_can_only_be_read_asynchronously()
    {
        using var decoded = new AwsChunkedStream(new MemoryStream(), Unsigned);

        Assert.Equal((true, false, false), (decoded.CanRead, decoded.CanSeek, decoded.CanWrite));
        Assert.Throws<NotSupportedException>(() => decoded.ReadExactly(new byte[1]));
    }

    private static ChunkFrames Frames() => new(DoorWorld.Lasting, DoorWorld.Noon, Seed);

    private static ChunkedBody Signed(bool hasTrailer)
    {
        Assert.True(CredentialScope.TryParse(DoorWorld.Lasting.Scope(DoorWorld.Noon), out var scope));
        return new(hasTrailer, new ChunkKey(DoorWorld.Lasting.Key(DoorWorld.Noon), RequestSigner.Date(DoorWorld.Noon), scope, Seed));
    }

    private static Task<(string Had, string? Code)> Read(ChunkFrames frames, ChunkedBody form, string? announced = null, long? length = null) =>
        Read(frames.Bytes, form, announced, length);

    private static async Task<(string Had, string? Code)> Read(byte[] frames, ChunkedBody form, string? announced = null, long? length = null)
    {
        await using var decoded = new AwsChunkedStream(new MemoryStream(frames), form, announced, length);
        return await Drained.Until(decoded);
    }
}
