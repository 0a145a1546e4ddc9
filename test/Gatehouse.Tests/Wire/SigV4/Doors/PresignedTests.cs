using Gatehouse.Wire.SigV4;

namespace Gatehouse.Tests.Wire.SigV4.Doors;

public class PresignedTests
{
    private readonly DoorWorld world = new();

    public static TheoryData<string> Required =>
        ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature"];

    [Fact]
    public async Task A_url_is_good_without_any_header_but_the_host()
    {
        var signed = await world.Presign(signer: DoorWorld.Guest, more: ("response-content-type", "text/plain; charset=utf-8")).Admitted();

        Assert.Equal("arn:aws:sts::000000000000:assumed-role/guest/one", signed.Signer.Principal.Arn);
        Assert.Equal(new AnyBody(), signed.Body);
        Assert.Equal((DoorWorld.Noon, DoorWorld.Noon.AddHours(1)), (signed.SignedAt, signed.Ends));
    }

    [Theory]
    [InlineData(3600, null)]
    [InlineData(3601, SignatureCodes.Expired)]
    [InlineData(-300, null)]
    [InlineData(-301, SignatureCodes.Early)]
    public async Task It_is_good_for_as_long_as_it_says(int seconds, string? code)
    {
        world.Presign();
        world.Clock.AdjustTime(DoorWorld.Noon.AddSeconds(seconds));

        await world.Ends(code);
    }

    [Fact]
    public async Task It_ends_with_the_key_at_the_latest()
    {
        world.Presign(signer: DoorWorld.Guest, seconds: "604800");
        world.Clock.AdjustTime(DoorWorld.Noon.AddHours(1));

        await world.Refused(SignatureCodes.ExpiredToken);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("604800", true)]
    [InlineData("0", false)]
    [InlineData("604801", false)]
    [InlineData("-1", false)]
    [InlineData("+5", false)]
    [InlineData(" 5", false)]
    [InlineData("5.0", false)]
    [InlineData("99999999999", false)]
    [InlineData("", false)]
    public async Task It_lives_a_second_to_a_week(string seconds, bool isGood)
    {
        world.Presign(seconds: seconds);

        await world.Ends(isGood ? null : SignatureCodes.Incomplete);
    }

    [Theory]
    [MemberData(nameof(Required))]
    public async Task Each_parameter_must_be_there(string name)
    {
        world.Presign().Query = string.Join('&', world.Query.Split('&').Where(pair => !pair.StartsWith(name + "=", StringComparison.Ordinal)));

        await world.Refused(SignatureCodes.Incomplete);
    }

    [Theory]
    [MemberData(nameof(Required))]
    public async Task No_parameter_may_be_there_twice_however_it_is_written(string name)
    {
        foreach (var again in (string[])[name, name.Replace("-", "%2D", StringComparison.Ordinal), "%58" + name[1..], name.ToLowerInvariant()])
        {
            world.Presign().Query += $"&{again}={Value(name)}";
            await world.Refused(SignatureCodes.Incomplete);
        }
    }

    [Fact]
    public async Task Two_tokens_are_refused()
    {
        world.Presign(signer: DoorWorld.Guest).Query += "&X-Amz-Security-Token=other";

        await world.Refused(SignatureCodes.Incomplete);
    }

    [Theory]
    [InlineData("X-Amz-Algorithm", "AWS4-HMAC-SHA512")]
    [InlineData("X-Amz-Algorithm", "AWS4-ECDSA-P256-SHA256")]
    [InlineData("X-Amz-Credential", "AKIDLASTING")]
    [InlineData("X-Amz-Credential", "%ff")]
    [InlineData("X-Amz-Date", "20260304")]
    [InlineData("X-Amz-SignedHeaders", "Host")]
    [InlineData("X-Amz-SignedHeaders", "")]
    public async Task A_parameter_of_another_form_is_refused(string name, string value)
    {
        world.Presign();
        world.Query = world.Query.Replace($"{name}={Value(name)}", $"{name}={value}", StringComparison.Ordinal);

        await world.Refused(SignatureCodes.Incomplete);
    }

    [Fact]
    public async Task Any_other_signature_is_refused()
    {
        var last = world.Presign().Query[^1];
        world.Query = world.Query[..^1] + (last == '0' ? '1' : '0');

        await world.Refused(SignatureCodes.Mismatch);
    }

    [Theory]
    [InlineData("X-Amz-Expires=3600", "X-Amz-Expires=7200")]
    [InlineData("AKIDLASTING", "ASIAGUEST")]
    [InlineData("T120000Z", "T120001Z")]
    [InlineData("versionId=1", "versionId=2")]
    [InlineData("&versionId=1", "")]
    [InlineData("versionId=1", "versionId=1&acl=")]
    public async Task Whatever_is_changed_is_refused(string from, string to)
    {
        world.Presign(more: ("versionId", "1")).Query = world.Query.Replace(from, to, StringComparison.Ordinal);

        Assert.True((await world.Judge()).Refused(out _, out _));
    }

    [Fact]
    public async Task The_method_and_the_path_and_the_host_are_signed()
    {
        world.Presign().Method = "PUT";
        await world.Refused(SignatureCodes.Mismatch);

        (world.Method, world.Path) = ("GET", "/bucket/other");
        await world.Refused(SignatureCodes.Mismatch);

        world.Path = "/bucket/key";
        world.Headers["Host"] = "other.example.com";
        await world.Refused(SignatureCodes.Mismatch);
    }

    [Fact]
    public async Task The_order_and_the_writing_of_parameters_do_not_matter()
    {
        world.Presign(more: ("a", "ä /")).Query = string.Join('&', world.Query.Split('&').Reverse()).Replace("%C3%A4", "%c3%a4", StringComparison.Ordinal);

        await world.Admitted();
    }

    [Theory]
    [InlineData("x-amz-acl", "public-read")]
    [InlineData("x-amz-copy-source", "/other/secret")]
    [InlineData("x-amz-content-sha256", "UNSIGNED-PAYLOAD")]
    public async Task A_header_of_S3_that_is_not_signed_is_refused(string name, string value)
    {
        world.Presign().Headers[name] = value;

        await world.Refused(SignatureCodes.Unsigned);
    }

    [Fact]
    public async Task A_header_that_was_signed_must_come()
    {
        world.Headers["x-amz-acl"] = "private";
        await world.Presign().Admitted();

        world.Headers.Remove("x-amz-acl");
        await world.Refused(SignatureCodes.Mismatch);
    }

    [Fact]
    public async Task Credentials_in_both_places_are_refused()
    {
        await world.Presign().Admitted();
        world.Headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=f";
        await world.Refused(SignatureCodes.Twofold);

        world.Query = "X-Amz-Signature=00";
        await world.Sign().Refused(SignatureCodes.Twofold);
    }

    [Fact]
    public async Task A_token_in_the_header_is_refused_beside_a_signature_in_the_query()
    {
        world.Presign().Headers["X-Amz-Security-Token"] = "guest+token/==";

        await world.Refused(SignatureCodes.Twofold);
    }

    [Fact]
    public async Task A_body_may_be_signed_in_the_header_or_in_the_query()
    {
        var hash = Signing.Hash("hello"u8);
        Assert.Equal(new HashedBody(hash), (await world.Presign(hash, more: ("X-Amz-Content-Sha256", hash)).Admitted()).Body);
        Assert.Equal(new AnyBody(), (await world.Presign(more: ("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")).Admitted()).Body);

        world.Headers["X-Amz-Content-Sha256"] = hash;
        Assert.Equal(new HashedBody(hash), (await world.Presign(hash).Admitted()).Body);
        await world.Presign(hash, more: ("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")).Refused(SignatureCodes.BodyForm);
    }

    [Theory]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")]
    [InlineData("STREAMING-UNSIGNED-PAYLOAD-TRAILER")]
    [InlineData("")]
    public async Task A_body_may_not_be_said_to_come_in_chunks(string said) =>
        await world.Presign(said, more: ("X-Amz-Content-Sha256", said)).Refused(SignatureCodes.BodyForm);

    [Fact]
    public async Task Elsewhere_the_hash_of_the_body_is_signed()
    {
        var other = DoorWorld.Elsewhere().Presign(DoorWorld.Empty);
        await other.Refused(SignatureCodes.BodyHashNeeded);

        other.BodyHash = DoorWorld.Empty;
        Assert.Equal(new HashedBody(DoorWorld.Empty), (await other.Admitted()).Body);
        await DoorWorld.Elsewhere().Presign().Refused(SignatureCodes.BodyHashNeeded);
    }

    [Fact]
    public async Task A_service_may_refuse_them_all()
    {
        world.Rules = world.Rules with { AllowsQuery = false };

        await world.Presign().Refused(SignatureCodes.Incomplete);
    }

    [Fact]
    public async Task A_date_at_the_end_of_time_breaks_nothing()
    {
        world.Presign().Query = world.Query.Replace("X-Amz-Date=20260304T120000Z", "X-Amz-Date=99991231T235959Z", StringComparison.Ordinal);

        await world.Refused(SignatureCodes.Early);
    }

    private string Value(string name) => world.Query.Split('&')
        .Select(pair => pair.Split('=', 2))
        .First(pair => string.Equals(pair[0], name, StringComparison.Ordinal))[1];
}
