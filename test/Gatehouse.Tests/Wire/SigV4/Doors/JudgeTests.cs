using Gatehouse.Wire.SigV4;
using Microsoft.Extensions.Primitives;

namespace Gatehouse.Tests.Wire.SigV4.Doors;

public class JudgeTests
{
    private readonly DoorWorld world = new();

    [Fact]
    public async Task A_signed_request_is_its_signers()
    {
        world.Query = "list-type=2&prefix=a";

        var signed = await world.Sign(signer: DoorWorld.Guest).Admitted();

        Assert.Equal("arn:aws:sts::000000000000:assumed-role/guest/one", signed.Signer.Principal.Arn);
        Assert.Equal(DoorWorld.Noon, signed.SignedAt);
        Assert.Equal(["host", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token"], signed.SignedHeaders);
        Assert.Null(signed.Ends);
        Assert.False(signed.IsInQuery);
    }

    [Theory]
    [InlineData("/bucket/a//b", "/bucket/a//b")]
    [InlineData("/bucket/a/../b/./c/", "/bucket/a/../b/./c/")]
    [InlineData("/", "/")]
    [InlineData("//", "//")]
    [InlineData("/bucket/a%20b", "/bucket/a%20b")]
    [InlineData("/bucket/a:b(c)", "/bucket/a%3Ab%28c%29")]
    [InlineData("/bucket/%c3%a9", "/bucket/%C3%A9")]
    [InlineData("/bucket/%7e%41", "/bucket/~A")]
    [InlineData("/bucket/a%2fb", "/bucket/a/b")]
    [InlineData("/bucket/a%252fb", "/bucket/a%252fb")]
    [InlineData("/bucket/a+b", "/bucket/a%2Bb")]
    [InlineData("/bucket/100%", "/bucket/100%25")]
    public async Task The_path_of_an_object_is_encoded_once_and_not_normalised(string sent, string signed)
    {
        world.Path = sent;

        await world.Sign(path: signed).Admitted();
    }

    [Theory]
    [InlineData("/bucket/a/../b", "/bucket/b")]
    [InlineData("/bucket//a", "/bucket/a")]
    [InlineData("/bucket/a%20b", "/bucket/a%2520b")]
    [InlineData("/bucket/a/", "/bucket/a")]
    [InlineData("/bucket/A", "/bucket/a")]
    public async Task Another_object_is_not_the_signed_one(string sent, string signed)
    {
        world.Path = sent;

        await world.Sign(path: signed).Refused(SignatureCodes.Mismatch);
    }

    [Theory]
    [InlineData("/things/./a//b/../c", "/things/a/c")]
    [InlineData("/things/a%20b", "/things/a%2520b")]
    [InlineData("/things/a%2Fb", "/things/a%252Fb")]
    [InlineData("/things/", "/things/")]
    [InlineData("/..", "/")]
    [InlineData("", "/")]
    public async Task The_path_of_any_other_service_is_normalised_and_encoded_twice(string sent, string signed)
    {
        var other = DoorWorld.Elsewhere();
        (other.Path, other.BodyHash) = (sent, DoorWorld.Empty);

        await other.Sign(path: signed).Admitted();
    }

    [Theory]
    [InlineData("X-Amz-Acl", "public-read")]
    [InlineData("x-amz-copy-source", "/other/secret")]
    [InlineData("X-AMZ-META-A", "")]
    public async Task Headers_of_S3_that_are_not_signed_are_refused(string name, string value)
    {
        world.Sign().Headers[name] = value;

        Assert.Equal($"'{name.ToLowerInvariant()}' must be a 'SignedHeader' in the AWS Authorization.", await world.Refused(SignatureCodes.Unsigned));
    }

    [Fact]
    public async Task Other_headers_may_be_added_on_the_way()
    {
        world.Sign().Headers["X-Forwarded-For"] = "192.0.2.1";
        world.Headers["X-Amzn-Trace-Id"] = "Root=1";

        await world.Admitted();
    }

    [Fact]
    public async Task Headers_of_another_service_need_not_be_signed_unless_its_rules_say_so()
    {
        var other = DoorWorld.Elsewhere();
        other.BodyHash = DoorWorld.Empty;
        other.Headers["X-Amz-Cf-Id"] = "added by a proxy";
        await other.Sign(leavingOut: "X-Amz-Cf-Id").Admitted();

        other.Rules = other.Rules with { MustSign = ["x-amz-cf-id"] };
        await other.Refused(SignatureCodes.Unsigned);
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("X-Amz-Date")]
    [InlineData("X-Amz-Security-Token")]
    [InlineData("X-Amz-Content-Sha256")]
    public async Task What_a_signature_lives_by_must_be_signed(string header) =>
        await world.Sign(signer: DoorWorld.Guest, leavingOut: header).Refused(SignatureCodes.Unsigned);

    [Theory]
    [InlineData("Host", SignatureCodes.Mismatch)]
    [InlineData("X-Amz-Date", SignatureCodes.Incomplete)]
    [InlineData("X-Amz-Security-Token", SignatureCodes.Unsigned)]
    [InlineData("X-Amz-Content-Sha256", SignatureCodes.BodyForm)]
    [InlineData("Authorization", SignatureCodes.Incomplete)]
    public async Task What_comes_twice_is_refused(string header, string code)
    {
        world.Sign(signer: DoorWorld.Guest);
        world.Headers[header] = new StringValues([world.Headers[header], world.Headers[header]]);

        await world.Refused(code);
    }

    [Theory]
    [InlineData("a\nx-amz-acl:public-read")]
    [InlineData("a\rb")]
    [InlineData("a\0")]
    public async Task A_line_end_in_a_signed_header_is_refused(string value)
    {
        world.Headers["X-Amz-Meta-A"] = value;

        await world.Sign().Refused(SignatureCodes.Mismatch);
    }

    [Fact]
    public async Task A_header_that_is_signed_but_not_sent_is_refused()
    {
        world.Headers["X-Amz-Meta-A"] = "";
        world.Sign().Headers.Remove("X-Amz-Meta-A");

        await world.Refused(SignatureCodes.Mismatch);
    }

    [Theory]
    [InlineData(-300, null)]
    [InlineData(300, null)]
    [InlineData(-301, SignatureCodes.Skewed)]
    [InlineData(301, SignatureCodes.Skewed)]
    public async Task The_same_request_is_good_for_five_minutes_and_no_longer(int seconds, string? code)
    {
        await world.Sign().Admitted();
        world.Clock.AdjustTime(DoorWorld.Noon.AddSeconds(seconds));

        await world.Ends(code);
    }

    [Theory]
    [InlineData("eu-central-1", "things")]
    [InlineData("us-east-1", "s3")]
    public async Task A_scope_of_another_region_or_service_is_refused(string region, string service) =>
        await world.Sign(signer: DoorWorld.Lasting with { Region = region, Service = service }).Refused(SignatureCodes.Elsewhere);

    [Fact]
    public async Task Keys_and_tokens_must_belong_together()
    {
        const string Code = SignatureCodes.UnknownKey;
        await world.Sign(signer: DoorWorld.Lasting with { KeyId = "AKIDNOBODY" }).Refused(Code);
        await world.Sign(signer: DoorWorld.Lasting with { SessionToken = "any" }).Refused(Code);
        world.Headers.Remove("X-Amz-Security-Token");
        await world.Sign(signer: DoorWorld.Guest with { SessionToken = null }).Refused(Code);
        await world.Sign(signer: DoorWorld.Guest with { SessionToken = "other" }).Refused(Code);
    }

    [Fact]
    public async Task A_temporary_key_ends()
    {
        var ended = new DoorWorld { Options = { ClockSkew = TimeSpan.FromHours(2) } };
        ended.Clock.AdjustTime(DoorWorld.Noon.AddHours(1));

        await ended.Sign(signer: DoorWorld.Guest).Refused(SignatureCodes.ExpiredToken);
    }

    [Fact]
    public async Task A_signature_for_many_regions_is_refused_and_told_why()
    {
        world.Sign().Headers["Authorization"] = world.Headers["Authorization"].ToString().Replace("HMAC-SHA256", "ECDSA-P256-SHA256", StringComparison.Ordinal);

        Assert.Contains("sign for one region", await world.Refused(SignatureCodes.Incomplete), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_of_endless_length_is_refused_unread()
    {
        world.Query = new string('&', 32 * 1024);

        await world.Sign().Refused(SignatureCodes.Incomplete);
    }

    [Fact]
    public async Task What_is_added_to_the_query_is_refused()
    {
        world.Query = "versionId=1";
        world.Sign().Query += "&uploads=";

        await world.Refused(SignatureCodes.Mismatch);
    }

    [Fact]
    public void Five_codes_are_left_for_services_that_know_no_more()
    {
        string[] all =
        [
            SignatureCodes.Missing, SignatureCodes.Incomplete, SignatureCodes.Mismatch, SignatureCodes.UnknownKey, SignatureCodes.ExpiredToken,
            SignatureCodes.Twofold, SignatureCodes.Skewed, SignatureCodes.Expired, SignatureCodes.Early, SignatureCodes.Elsewhere,
            SignatureCodes.Unsigned, SignatureCodes.BodyMismatch, SignatureCodes.BodyForm, SignatureCodes.BodyHashNeeded,
        ];

        Assert.Equal(all[..5].Order(), all.Select(code => SignatureCodes.Common(new Fault(code, "")).Code).Distinct().Order());
    }

    [Fact]
    public void A_scope_is_read_as_it_is_written()
    {
        Assert.True(CredentialScope.TryParse("20260304/eu-central-1/s3/aws4_request", out var scope));
        Assert.Equal("20260304/eu-central-1/s3/aws4_request", scope.ToString());
        Assert.False(CredentialScope.TryParse("20260304/eu-central-1/s3", out _));
    }
}
