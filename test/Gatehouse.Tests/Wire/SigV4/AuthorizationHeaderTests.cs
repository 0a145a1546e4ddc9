using Gatehouse.Wire.SigV4;

namespace Gatehouse.Tests.Wire.SigV4;

public class AuthorizationHeaderTests
{
    private const string Credential = "Credential=AKIDEXAMPLE/20150830/us-east-1/cognito-idp/aws4_request";

    [Theory]
    [InlineData($"AWS4-HMAC-SHA256 {Credential}, SignedHeaders=host;x-amz-date, Signature=ab")]
    [InlineData($"AWS4-HMAC-SHA256 {Credential},SignedHeaders=host;x-amz-date,Signature=ab")]
    [InlineData($"AWS4-HMAC-SHA256  Signature=ab ,  SignedHeaders=host;x-amz-date, {Credential} ")]
    public void A_whole_header_is_taken_apart(string header)
    {
        Assert.False(AuthorizationHeader.Parse(header).Refused(out _, out var parts));

        Assert.Equal("AKIDEXAMPLE", parts.KeyId);
        Assert.Equal(new CredentialScope("20150830", "us-east-1", "cognito-idp", "aws4_request"), parts.Scope);
        Assert.Equal(["host", "x-amz-date"], parts.SignedHeaders);
        Assert.Equal("ab", parts.Signature);
    }

    [Theory]
    [InlineData("", "requires the algorithm")]
    [InlineData("AWS4-HMAC-SHA256", "requires the algorithm")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0", "requires the algorithm")]
    [InlineData("aws4-hmac-sha256 x=y", "requires the algorithm")]
    [InlineData($"AWS4-ECDSA-P256-SHA256 {Credential}, SignedHeaders=host, Signature=ab", "requires the algorithm")]
    [InlineData("AWS4-HMAC-SHA256 ", "missing equal-sign")]
    [InlineData("AWS4-HMAC-SHA256 x", "missing equal-sign")]
    [InlineData($"AWS4-HMAC-SHA256 {Credential}, SignedHeaders=host, Signature=ab,", "missing equal-sign")]
    [InlineData($"AWS4-HMAC-SHA256 {Credential} SignedHeaders=host, Signature=ab", "requires 'SignedHeaders'")]
    [InlineData("AWS4-HMAC-SHA256 x=y", "requires 'Credential' parameter. Authorization header requires 'Signature' parameter.")]
    [InlineData($"AWS4-HMAC-SHA256 {Credential}, SignedHeaders=host, Signature=", "requires 'Signature'")]
    [InlineData($"AWS4-HMAC-SHA256 {Credential}, SignedHeaders=host, Signature=ab, Signature=cd", "parameter twice")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/20150830/us-east-1/s, SignedHeaders=host, Signature=ab", "exactly 5 slash-delimited")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AK/ID/20150830/us-east-1/s/aws4_request, SignedHeaders=host, Signature=ab", "exactly 5 slash-delimited")]
    [InlineData("AWS4-HMAC-SHA256 Credential=/20150830/us-east-1/s/aws4_request, SignedHeaders=host, Signature=ab", "exactly 5 slash-delimited")]
    [InlineData($"AWS4-HMAC-SHA256 {Credential}, SignedHeaders=Host, Signature=ab", "lower case")]
    [InlineData($"AWS4-HMAC-SHA256 {Credential}, SignedHeaders=host;, Signature=ab", "lower case")]
    [InlineData($"AWS4-HMAC-SHA256 {Credential}, SignedHeaders=ho st, Signature=ab", "lower case")]
    [InlineData($"AWS4-HMAC-SHA256 {Credential}, SignedHeaders=x-amz-date;host, Signature=ab", "sorted")]
    [InlineData($"AWS4-HMAC-SHA256 {Credential}, SignedHeaders=host;host, Signature=ab", "sorted")]
    public void A_broken_header_is_incomplete(string header, string said)
    {
        Assert.True(AuthorizationHeader.Parse(header).Refused(out var fault, out _));

        Assert.Equal("IncompleteSignatureException", fault.Code);
        Assert.Contains(said, fault.Message);
    }

    [Fact]
    public void A_key_id_over_128_characters_is_refused()
    {
        var header = $"AWS4-HMAC-SHA256 Credential={new string('A', 129)}/d/r/s/aws4_request, SignedHeaders=host, Signature=ab";

        Assert.True(AuthorizationHeader.Parse(header).Refused(out _, out _));
    }

    [Fact]
    public void A_header_over_4096_characters_is_refused_unread()
    {
        var header = $"AWS4-HMAC-SHA256 {Credential}, SignedHeaders=host, Signature=ab, More={new string('x', 4096)}";

        Assert.True(AuthorizationHeader.Parse(header).Refused(out var fault, out _));
        Assert.Equal("Authorization header is longer than 4096 characters.", fault.Message);
    }

    [Fact]
    public void A_token_for_someone_else_is_not_repeated()
    {
        Assert.True(AuthorizationHeader.Parse("Bearer secret-of-another").Refused(out var fault, out _));

        Assert.DoesNotContain("secret-of-another", fault.Message);
    }
}
