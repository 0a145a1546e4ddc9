using Gatehouse.Wire.SigV4;

namespace Gatehouse.Tests.Wire.SigV4.Doors;

public class BodyClaimTests
{
    private static readonly string Hash = Signing.Hash("hello"u8);

    private readonly DoorWorld world = new() { Method = "PUT" };

    [Fact]
    public async Task A_hash_is_what_the_body_must_have() =>
        Assert.Equal(new HashedBody(Hash), (await world.Sign(Hash).Admitted()).Body);

    [Fact]
    public async Task Nothing_may_be_signed_of_a_body() =>
        Assert.Equal(new AnyBody(), (await world.Sign("UNSIGNED-PAYLOAD").Admitted()).Body);

    [Theory]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", false, true)]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", true, true)]
    [InlineData("STREAMING-UNSIGNED-PAYLOAD-TRAILER", true, false)]
    public async Task A_body_may_come_in_chunks(string said, bool hasTrailer, bool isSigned)
    {
        var form = Assert.IsType<ChunkedBody>((await world.Sign(said, DoorWorld.Guest).Admitted()).Body);

        Assert.Equal((hasTrailer, isSigned), (form.HasTrailer, form.Key is not null));
        if (form.Key is not { } key)
            return;
        Assert.Equal(DoorWorld.Guest.Key(DoorWorld.Noon), key.SigningKey);
        Assert.Equal(("20260304T120000Z", "20260304/eu-central-1/s3/aws4_request"), (key.Date, key.Scope.ToString()));
        Assert.EndsWith("Signature=" + key.Seed, world.Headers["Authorization"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_chunks_is_not_printed() =>
        Assert.Equal("ChunkKey for d/r/s/t", new ChunkKey([1, 2, 3], "date", new CredentialScope("d", "r", "s", "t"), "seed").ToString());

    [Fact]
    public async Task S3_must_be_told_of_the_body()
    {
        world.Sign().Headers.Remove("X-Amz-Content-Sha256");

        await world.Refused(SignatureCodes.Mismatch);
    }

    [Fact]
    public async Task S3_must_be_told_of_the_body_though_it_is_known()
    {
        world.Sign();
        world.Headers.Remove("X-Amz-Content-Sha256");
        world.BodyHash = DoorWorld.Empty;
        world.Headers["Authorization"] = DoorWorld.Lasting.Authorization(
            "PUT", world.Path, [new("host", "files.example.com"), new("x-amz-date", "20260304T120000Z")], DoorWorld.Empty, DoorWorld.Noon);

        Assert.Equal("Missing required header for this request: x-amz-content-sha256", await world.Refused(SignatureCodes.BodyForm));
    }

    [Theory]
    [InlineData("")]
    [InlineData("e3b0c442")]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("unsigned-payload")]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-EVENTS")]
    public async Task Any_other_word_is_refused(string said) => await world.Sign(said).Refused(SignatureCodes.BodyForm);

    [Theory]
    [InlineData("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD")]
    [InlineData("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER")]
    public async Task Chunks_signed_for_many_regions_are_refused_and_told_why(string said) =>
        Assert.Contains("for one region", await world.Sign(said).Refused(SignatureCodes.BodyForm), StringComparison.Ordinal);

    [Fact]
    public async Task The_doors_own_hash_must_be_the_signed_one()
    {
        world.BodyHash = Hash;
        Assert.Equal(new HashedBody(Hash), (await world.Sign(Hash).Admitted()).Body);

        world.BodyHash = DoorWorld.Empty;
        await world.Refused(SignatureCodes.BodyMismatch);
    }

    [Fact]
    public async Task A_word_that_was_changed_is_refused()
    {
        world.Sign(Hash).Headers["X-Amz-Content-Sha256"] = "UNSIGNED-PAYLOAD";

        await world.Refused(SignatureCodes.Mismatch);
    }

    [Fact]
    public async Task Elsewhere_the_body_must_be_hashed_by_who_reads_it()
    {
        var other = DoorWorld.Elsewhere().Sign(Hash);
        await other.Refused(SignatureCodes.BodyHashNeeded);

        other.BodyHash = Hash;
        Assert.Equal(new HashedBody(Hash), (await other.Admitted()).Body);
        other.BodyHash = DoorWorld.Empty;
        await other.Refused(SignatureCodes.Mismatch);
    }

    [Fact]
    public async Task Elsewhere_too_a_hash_may_be_signed()
    {
        var other = DoorWorld.Elsewhere();
        other.Headers["X-Amz-Content-Sha256"] = Hash;

        Assert.Equal(new HashedBody(Hash), (await other.Sign(Hash).Admitted()).Body);
    }

    [Fact]
    public async Task Elsewhere_a_hash_that_is_not_signed_binds_nobody_but_must_not_be_false()
    {
        var other = DoorWorld.Elsewhere();
        other.Headers["X-Amz-Content-Sha256"] = Hash;
        await other.Sign(Hash, leavingOut: "X-Amz-Content-Sha256").Refused(SignatureCodes.BodyHashNeeded);

        other.BodyHash = Hash;
        await other.Admitted();
        other.Headers["X-Amz-Content-Sha256"] = DoorWorld.Empty;
        await other.Refused(SignatureCodes.BodyMismatch);
    }

    [Theory]
    [InlineData("UNSIGNED-PAYLOAD")]
    [InlineData("STREAMING-UNSIGNED-PAYLOAD-TRAILER")]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")]
    public async Task Elsewhere_a_body_must_be_signed_as_a_whole_unless_the_rules_say_otherwise(string said)
    {
        var other = DoorWorld.Elsewhere();
        other.Headers["X-Amz-Content-Sha256"] = said;
        await other.Sign(said).Refused(SignatureCodes.BodyForm);

        other.Rules = other.Rules with { AllowsUnsignedBody = true, AllowsStreams = true };
        await other.Admitted();
    }
}
