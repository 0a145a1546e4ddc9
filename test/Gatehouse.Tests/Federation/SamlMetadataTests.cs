using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Federation;
using Gatehouse.Identity;
using Gatehouse.Tests.UserPools;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Federation;

public sealed class SamlMetadataTests
{
    private readonly FakeTimeProvider clock = new(new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_provider_is_known_by_its_name_its_addresses_and_its_keys()
    {
        var party = Read(Metadata.Whole());
        Assert.Equal(("https://idp.example.com/entity", Metadata.SignOn, Metadata.SignOut), (party.EntityId, party.SignOnUrl, party.SignOutUrl));
        Assert.Equal([TestCertificates.One], party.Certificates);
    }

    [Theory]
    [InlineData("<html/>", "it is not an EntityDescriptor")]
    [InlineData("not XML", "it is not an EntityDescriptor")]
    [InlineData("""<EntityDescriptor entityID="x"/>""", "it is not an EntityDescriptor")]
    [InlineData("""<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"/>""", "it describes no SAML 2.0 identity provider")]
    public void What_describes_no_provider_is_refused(string document, string why) => AssertWrong(document, why);

    [Fact]
    public void What_a_provider_needs_must_be_there()
    {
        AssertWrong(Metadata.Whole(attributes: ""), "entityID is missing");
        AssertWrong(Metadata.Whole(attributes: "entityID=\"\""), "entityID is missing");
        AssertWrong(Metadata.Whole(attributes: $"entityID=\"{new string('e', 1025)}\""), "entityID is missing");
        AssertWrong(Metadata.Whole(protocol: "urn:oasis:names:tc:SAML:1.1:protocol"), "it describes no SAML 2.0 identity provider");
        AssertWrong(Metadata.Whole(keys: ""), "it has no usable certificate for signatures");
        AssertWrong(Metadata.Whole(services: ""), "it names no usable SingleSignOnService with HTTP-Redirect binding");
        AssertWrong(Metadata.Whole(services: Metadata.Service(Metadata.SignOn, "HTTP-POST")), "it names no usable SingleSignOnService with HTTP-Redirect binding");
    }

    [Theory]
    [InlineData("http://idp.example.com/sso")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://10.0.0.1/sso")]
    [InlineData("/sso")]
    public void People_are_not_sent_astray(string location) =>
        AssertWrong(Metadata.Whole(services: Metadata.Service(location)), "it names no usable SingleSignOnService with HTTP-Redirect binding");

    [Fact]
    public void The_binding_that_is_used_is_chosen_among_several()
    {
        var services = Metadata.Service("https://idp.example.com/post", "HTTP-POST") + Metadata.Service("https://idp.example.com/redirect");
        Assert.Equal("https://idp.example.com/redirect", Read(Metadata.Whole(services: services)).SignOnUrl);
    }

    [Theory]
    [InlineData("2026-08-31T23:59:59Z", false)]
    [InlineData("2026-09-01T00:00:00Z", false)]
    [InlineData("2026-09-01T00:00:01Z", true)]
    [InlineData("soon", false)]
    public void Metadata_may_expire(string until, bool isRead)
    {
        var document = Metadata.Whole(attributes: $"entityID=\"x\" validUntil=\"{until}\"");
        if (isRead)
            Assert.Equal("x", Read(document).EntityId);
        else
            AssertWrong(document, "it has expired");
    }

    [Fact]
    public void Keys_for_encryption_and_unusable_ones_are_left_out()
    {
        var keys = Metadata.Key("AAAA") + Metadata.Key("not base64!") + Metadata.Key(Certificate(1024)) + Metadata.Key(Metadata.Certificate, "use=\"encryption\"");
        AssertWrong(Metadata.Whole(keys: keys), "it has no usable certificate for signatures");
        Assert.Single(Read(Metadata.Whole(keys: keys + Metadata.Key(Metadata.Certificate))).Certificates);
    }

    [Fact]
    public void Certificates_may_be_broken_over_lines_and_there_may_be_several()
    {
        var second = Certificate(2048);
        var party = Read(Metadata.Whole(keys: Metadata.Key($"\n  {Metadata.Certificate[..64]}\n  {Metadata.Certificate[64..]}\n") + Metadata.Key(second)));
        Assert.Equal([TestCertificates.One, Convert.FromBase64String(second)], party.Certificates);
    }

    [Fact]
    public void Elliptic_keys_are_keys()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=idp", key, HashAlgorithmName.SHA256).CreateSelfSigned(clock.GetUtcNow(), clock.GetUtcNow().AddDays(1));
        Assert.Single(Read(Metadata.Whole(keys: Metadata.Key(Convert.ToBase64String(certificate.RawData)))).Certificates);
    }

    [Fact]
    public void A_crowd_of_certificates_is_not_read_to_its_end() =>
        Assert.Equal(10, Read(Metadata.Whole(keys: string.Concat(Enumerable.Repeat(Metadata.Key(Metadata.Certificate), 12)))).Certificates.Count);

    private static string Certificate(int size)
    {
        using var key = RSA.Create(size);
        using var certificate = new CertificateRequest("CN=idp", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return Convert.ToBase64String(certificate.RawData);
    }

    private SamlParty Read(string document)
    {
        Assert.False(new ProviderFacts(new TestOutside(), clock).Read(document).Refused(out var refusal, out var party), refusal?.Detail);
        return party;
    }

    private void AssertWrong(string document, string why)
    {
        Assert.True(new ProviderFacts(new TestOutside(), clock).Read(document).Refused(out var refusal, out _));
        Assert.Equal(new(RefusalKind.Invalid, $"The SAML metadata can not be used: {why}."), refusal);
    }
}
