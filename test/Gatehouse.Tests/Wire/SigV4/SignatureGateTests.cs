using Microsoft.Extensions.Primitives;

namespace Gatehouse.Tests.Wire.SigV4;

public class SignatureGateTests
{
    private const string Mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. " +
        "Consult the service documentation for details.";

    private readonly GateWorld world = new();

    [Fact]
    public async Task A_signed_request_is_admitted_as_its_signer()
    {
        var signer = await world.Sign().Admitted();

        Assert.Equal("arn:aws:iam::000000000000:root", signer.Principal.Arn);
        Assert.Equal("eu-central-1", signer.Region);
    }

    [Fact]
    public async Task A_request_without_a_signature_is_told_so()
    {
        var message = await world.Refused("MissingAuthenticationTokenException");

        Assert.Equal("Missing Authentication Token", message);
    }

    [Fact]
    public async Task A_wrong_secret_does_not_match() =>
        Assert.Equal(Mismatch, await world.Sign(GateWorld.Root with { Secret = "other" }).Refused("InvalidSignatureException"));

    [Fact]
    public async Task An_unknown_key_is_invalid() =>
        Assert.Equal(
            "The security token included in the request is invalid.",
            await world.Sign(GateWorld.Root with { KeyId = "AKIDNOBODY" }).Refused("UnrecognizedClientException"));

    [Fact]
    public async Task A_changed_body_does_not_match()
    {
        world.Sign().Body[0] ^= 1;

        await world.Refused("InvalidSignatureException");
    }

    [Theory]
    [InlineData("UNSIGNED-PAYLOAD")]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")]
    [InlineData("STREAMING-UNSIGNED-PAYLOAD-TRAILER")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("")]
    public async Task A_hash_that_is_not_the_bodys_does_not_match(string hash)
    {
        world.Headers["X-Amz-Content-Sha256"] = hash;

        Assert.Equal(Mismatch, await world.Sign().Refused("InvalidSignatureException"));
    }

    [Fact]
    public async Task The_bodys_own_hash_may_be_sent()
    {
        world.Headers["X-Amz-Content-Sha256"] = Gatehouse.Wire.SigV4.Signing.Hash(world.Body);

        await world.Sign().Admitted();
    }

    [Theory]
    [InlineData("Host", "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")]
    [InlineData("X-Amz-Target", "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.")]
    [InlineData("X-Amz-Date", "'x-amz-date' must be a 'SignedHeader' in the AWS Authorization.")]
    public async Task Host_target_and_date_must_be_signed(string header, string message) =>
        Assert.Equal(message, await world.Sign(leavingOut: header).Refused("InvalidSignatureException"));

    [Theory]
    [InlineData("Host")]
    [InlineData("X-Amz-Target")]
    public async Task A_signed_header_that_changes_does_not_match(string header)
    {
        world.Sign().Headers[header] = "other";

        await world.Refused("InvalidSignatureException");
    }

    [Fact]
    public async Task A_signed_header_that_comes_twice_does_not_match()
    {
        world.Sign().Headers["X-Amz-Target"] = new StringValues([world.Headers["X-Amz-Target"], "AWSCognitoIdentityProviderService.DeleteUserPool"]);

        await world.Refused("InvalidSignatureException");
    }

    [Fact]
    public async Task A_header_that_is_signed_but_not_sent_does_not_match()
    {
        world.Headers["X-Later"] = "";
        world.Sign().Headers.Remove("X-Later");

        await world.Refused("InvalidSignatureException");
    }

    [Fact]
    public async Task An_unsigned_header_may_be_added_on_the_way()
    {
        world.Sign().Headers["X-Forwarded-For"] = "192.0.2.1";

        await world.Admitted();
    }

    [Fact]
    public async Task Two_Authorization_headers_are_refused()
    {
        world.Sign().Headers["Authorization"] = new StringValues([world.Headers["Authorization"], world.Headers["Authorization"]]);

        await world.Refused("IncompleteSignatureException");
    }

    [Theory]
    [InlineData("X-Amz-Signature=00")]
    [InlineData("a=b&x-amz-credential=AKID")]
    public async Task Credentials_in_the_query_are_refused(string query)
    {
        world.Query = query;

        await world.Sign().Refused("IncompleteSignatureException");
    }

    [Fact]
    public async Task A_signed_query_is_part_of_the_signature()
    {
        world.Query = "a=1&b=2";
        await world.Sign().Admitted();

        world.Query = "a=1&b=3";
        await world.Refused("InvalidSignatureException");
    }
}
