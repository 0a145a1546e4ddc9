using Gatehouse.Federation.Saml;
using Gatehouse.Identity;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Federation.Saml;

/// <summary>Good assertions are believed, however providers write them, and say what they say.</summary>
public sealed class SamlAssertionsTests : SamlTest
{
    public static TheoryData<Signs> Ways => [Signs.Assertion, Signs.Response, Signs.Both];

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_is_signed_is_read(Signs signs)
    {
        var draft = Draft with
        {
            Attributes = SamlDraft.Attribute("groups", "a", "b &amp; c") + SamlDraft.Attribute("mail", "jo@example.com") + SamlDraft.Attribute("groups", "d") + SamlDraft.Attribute("none"),
            Statement = $"<saml:AuthnStatement AuthnInstant=\"{Draft.Time(0)}\" SessionNotOnOrAfter=\"{Draft.Time(3600)}\"/><saml:AuthnStatement AuthnInstant=\"{Draft.Time(0)}\" SessionNotOnOrAfter=\"{Draft.Time(1800)}\"/>",
        };
        var read = new SamlAssertions(new FakeTimeProvider(Now)).Read(SamlIdp.One.Respond(draft.Xml, signs), SamlIdp.One.Expected);
        Assert.False(read.Refused(out _, out var said));
        Assert.Equal(("_a1", SamlIdp.Entity, "jo", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"), (said.Id, said.Issuer, said.Subject, said.SubjectFormat));
        Assert.Equal((SamlIdp.Audience, SamlIdp.Recipient), (said.Audience, said.Recipient));
        Assert.Equal((Now, Now.AddSeconds(360), Now.AddSeconds(1800)), (said.Issued.AddMilliseconds(0), said.UsableUntil, said.SessionEnds));
        Assert.Equal(["a", "b & c", "d"], said.Attributes["groups"]);
        Assert.Equal(["jo@example.com"], said.Attributes["mail"]);
        Assert.Empty(said.Attributes["none"]);
        Assert.Equal(nameof(SamlStatement), said.ToString());
    }

    [Theory]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/04/xmlenc#sha256")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#sha384")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "http://www.w3.org/2001/04/xmlenc#sha512")]
    public void Every_method_of_sha_2_is_known(string method, string digest) =>
        Assert.StartsWith("{", Read(SamlIdp.One.Respond(Draft.Xml, Signs.Both, new() { Method = method, Digest = digest })));

    [Fact]
    public void Elliptic_curves_sign_as_well()
    {
        Assert.StartsWith("{", Read(SamlIdp.Curve.Respond(Draft.Xml, Signs.Both), SamlIdp.Curve.Expected));
        Assert.Equal(No(SamlFlaw.NotSigned), Read(SamlIdp.Curve.Respond(Draft.Xml, Signs.Both)));
    }

    [Fact]
    public void Any_of_the_keys_in_the_metadata_will_do()
    {
        var both = SamlIdp.One.Expected with { Issuer = SamlIdp.One.Party with { Certificates = [SamlIdp.Other.Certificate, SamlIdp.Curve.Certificate, [1, 2], SamlIdp.One.Certificate] } };
        Assert.StartsWith("{", Read(SamlIdp.One.Respond(Draft.Xml), both));
        Assert.StartsWith("{", Read(SamlIdp.Other.Respond(Draft.Xml), both));
        Assert.StartsWith("{", Read(SamlIdp.Curve.Respond(Draft.Xml), both));
        Assert.Equal(No(SamlFlaw.NotSigned), Read(SamlIdp.Other.Respond(Draft.Xml)));
    }

    [Theory]
    [InlineData("xs")]
    [InlineData("xs xsi samlp")]
    [InlineData("#default xs nothing")]
    public void Prefixes_that_are_declared_everywhere_are_minded(string prefixes)
    {
        var draft = Draft with
        {
            Root = "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"urn:default\"",
            Attributes = "<saml:Attribute Name=\"a\"><saml:AttributeValue xsi:type=\"xs:string\">1</saml:AttributeValue></saml:Attribute>",
        };
        foreach (var signs in new[] { Signs.Assertion, Signs.Response, Signs.Both })
            Assert.Contains("\"a\":[\"1\"]", Read(SamlIdp.One.Respond(draft.Xml, signs, new() { Prefixes = prefixes })));
    }

    [Fact]
    public void Prefixes_may_be_any_and_the_default_may_change()
    {
        var xml = Draft.Xml.Replace("<saml:", "<", StringComparison.Ordinal).Replace("</saml:", "</", StringComparison.Ordinal)
            .Replace("<Issuer>", $"<Issuer xmlns=\"{SamlDraft.AssertionSpace}\">", StringComparison.Ordinal)
            .Replace("<Assertion ", $"<Assertion xmlns=\"{SamlDraft.AssertionSpace}\" xmlns:again=\"{SamlDraft.AssertionSpace}\" ", StringComparison.Ordinal);
        Assert.StartsWith("{", Read(SamlIdp.One.Respond(xml, Signs.Both)));
    }

    [Fact]
    public void Base64_may_have_line_breaks_and_text_a_declaration()
    {
        var signed = SamlIdp.One.Sign(Draft.Xml, Signs.Assertion);
        var encoded = SamlIdp.Encode("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- of us -->" + signed);
        Assert.StartsWith("{", Read(string.Join("\r\n", encoded.Chunk(76).Select(line => new string(line)))));
        Assert.Equal(No(SamlFlaw.NotAResponse), Read(SamlIdp.Encode("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + signed)));
    }

    [Fact]
    public void Values_that_are_no_text_are_not_there()
    {
        var draft = Draft with { Attributes = SamlDraft.Attribute("id", "<saml:NameID>x</saml:NameID>", "y") + "<saml:Attribute><saml:AttributeValue>z</saml:AttributeValue></saml:Attribute>" };
        Assert.Contains("\"Attributes\":{\"id\":[\"y\"]}", Read(draft));
    }

    [Fact]
    public void A_name_without_a_format_is_of_no_kind_in_particular() =>
        Assert.Contains("nameid-format:unspecified", Read(Draft with { NameId = "<saml:NameID>jo</saml:NameID>" }));

    [Fact]
    public void A_response_may_be_silent_about_who_made_it_and_where_it_goes() =>
        Assert.StartsWith("{", Read(Draft with { ResponseIssuer = "", ResponseAttributes = "" }));
}
