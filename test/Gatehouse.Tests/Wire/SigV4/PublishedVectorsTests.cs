using Gatehouse.Wire.SigV4;

namespace Gatehouse.Tests.Wire.SigV4;

public class PublishedVectorsTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string Date = "20150830T123600Z";

    private static readonly CredentialScope Scope = new("20150830", "us-east-1", "service", "aws4_request");

    public static TheoryData<string> Names => [.. PublishedVector.All.Select(vector => vector.Name)];

    [Fact]
    public void All_forty_vectors_are_here() => Assert.Equal(40, PublishedVector.All.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_published_vector_gives_the_published_signature(string name)
    {
        var vector = PublishedVector.Named(name);
        var request = vector.Request();

        var canonical = CanonicalRequest.Of(
            request.Head, vector.SignedHeaders.Split(';'), Signing.Hash(request.Body.Span), isPathAsSent: !vector.Normalise);
        Assert.Equal(vector.CanonicalRequest ?? canonical, canonical);

        var text = Signing.StringToSign(Date, Scope, canonical);
        Assert.Equal(vector.StringToSign ?? text, text);

        Assert.Equal(vector.Signature, Signing.Sign(Secret, Scope, text));
    }
}
