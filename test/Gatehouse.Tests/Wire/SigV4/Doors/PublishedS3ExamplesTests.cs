using System.Text;
using Gatehouse.Access;
using Gatehouse.Wire;
using Gatehouse.Wire.SigV4;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Wire.SigV4.Doors;

/// <summary>The worked examples of Amazon S3's API reference, down to the last byte.</summary>
public class PublishedS3ExamplesTests : IAccessKeys
{
    private const string Bucket = "examplebucket.s3.amazonaws.com";
    private const string Seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
    private const string TrailerSeed = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";

    private static readonly DateTimeOffset At = new(2013, 5, 24, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("/test.txt", "host;range;x-amz-content-sha256;x-amz-date", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")]
    [InlineData("/?lifecycle", "host;x-amz-content-sha256;x-amz-date", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("/?max-keys=2&prefix=J", "host;x-amz-content-sha256;x-amz-date", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public async Task What_is_read_from_a_bucket(string target, string names, string signature)
    {
        var headers = Headers(Bucket, DoorWorld.Empty, names, signature);
        headers["Range"] = "bytes=0-9";

        var signed = await Admitted(SignedHead.Of("GET", target, headers));

        Assert.Equal(new HashedBody(DoorWorld.Empty), signed.Body);
        Assert.Equal(At, signed.SignedAt);
        Assert.False(signed.IsInQuery);
    }

    [Theory]
    [InlineData("/test$file.text")]
    [InlineData("/test%24file.text")]
    [InlineData("/te%73t%24file%2etext")]
    public async Task An_object_that_is_written(string path)
    {
        var hash = Signing.Hash("Welcome to Amazon S3."u8);
        var headers = Headers(
            Bucket, hash, "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class", "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
        headers["Date"] = "Fri, 24 May 2013 00:00:00 GMT";
        headers["x-amz-storage-class"] = "REDUCED_REDUNDANCY";

        Assert.Equal(new HashedBody(hash), (await Admitted(SignedHead.Of("PUT", path, headers))).Body);
    }

    [Fact]
    public async Task A_presigned_url()
    {
        const string Query =
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z" +
            "&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";

        var signed = await Admitted(new SignedHead("GET", "/test.txt", Query, new HeaderDictionary { ["Host"] = Bucket }), At.AddSeconds(86_400));

        Assert.Equal(new AnyBody(), signed.Body);
        Assert.Equal(At.AddSeconds(86_400), signed.Ends);
        Assert.True(signed.IsInQuery);
    }

    [Fact]
    public async Task An_object_in_chunks()
    {
        var headers = Streaming(
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class",
            Seed);
        var frames = Frames(
            "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648", "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
            "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9", "\r\n");
        Assert.Equal(66_824, frames.Length);

        var signed = await Admitted(SignedHead.Of("PUT", "/examplebucket/chunkObject.txt", headers));

        var form = Assert.IsType<ChunkedBody>(signed.Body);
        Assert.False(form.HasTrailer);
        Assert.Equal(Seed, form.Key?.Seed);
        await using var decoded = new AwsChunkedStream(new MemoryStream(frames), form, length: 66_560);
        Assert.Equal(Letters(66_560), await Drained.Of(decoded));
        Assert.Equal(66_560, decoded.DecodedLength);
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32c:sOO8/Q==\r\n")]
    [InlineData("x-amz-checksum-crc32c:sOO8/Q==\n\r\n")]
    public async Task An_object_in_chunks_with_a_trailer(string trailer)
    {
        var headers = Streaming(
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
            "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer",
            TrailerSeed);
        headers["x-amz-trailer"] = "x-amz-checksum-crc32c";
        var frames = Frames(
            "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2", "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
            "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
            trailer + "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n");

        var signed = await Admitted(SignedHead.Of("PUT", "/examplebucket/chunkObject.txt", headers));

        var form = Assert.IsType<ChunkedBody>(signed.Body);
        Assert.True(form.HasTrailer);
        await using var decoded = new AwsChunkedStream(new MemoryStream(frames), form, "x-amz-checksum-crc32c", 66_560);
        Assert.Equal(Letters(66_560), await Drained.Of(decoded));
        Assert.Equal([KeyValuePair.Create("x-amz-checksum-crc32c", "sOO8/Q==")], decoded.Trailers);
    }

    public ValueTask<AccessKey?> Find(string accessKeyId, string? sessionToken, CancellationToken cancellation) =>
        new(new AccessKey("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", new Root("000000000000")));

    private async Task<SignedBy> Admitted(SignedHead head, DateTimeOffset? now = null)
    {
        var gate = new SignatureGate(this, new WireOptions { Region = "us-east-1" }, new FakeTimeProvider(now ?? At));
        Assert.False((await gate.Judge(head, new SignatureRules("s3"), default)).Refused(out var fault, out var signed), fault?.ToString());
        return signed;
    }

    private static HeaderDictionary Headers(string host, string payload, string names, string signature) => new()
    {
        ["Host"] = host,
        ["X-Amz-Date"] = "20130524T000000Z",
        ["X-Amz-Content-Sha256"] = payload,
        ["Authorization"] =
            $"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders={names},Signature={signature}",
    };

    private static HeaderDictionary Streaming(string payload, string names, string signature)
    {
        var headers = Headers("s3.amazonaws.com", payload, names, signature);
        headers["Content-Encoding"] = "aws-chunked";
        headers["Content-Length"] = "66824";
        headers["x-amz-decoded-content-length"] = "66560";
        headers["x-amz-storage-class"] = "REDUCED_REDUNDANCY";
        return headers;
    }

    private static byte[] Frames(string first, string second, string last, string end) =>
    [
        .. Encoding.ASCII.GetBytes($"10000;chunk-signature={first}\r\n"), .. Letters(65_536),
        .. Encoding.ASCII.GetBytes($"\r\n400;chunk-signature={second}\r\n"), .. Letters(1_024),
        .. Encoding.ASCII.GetBytes($"\r\n0;chunk-signature={last}\r\n{end}"),
    ];

    private static byte[] Letters(int count) => Enumerable.Repeat((byte)'a', count).ToArray();
}
