using System.Text.Json;
using Gatehouse.Federation.Saml;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Federation.Saml;

/// <summary>Who an assertion is about is what the signer wrote, whole, or nobody.</summary>
public sealed class NamesInAssertionsTests : SamlTest
{
    public static TheoryData<string, string> Whole => new()
    {
        { "admin<!---->.evil", "admin.evil" },
        { "<!-- a -->admin<!-- b --><!-- c -->.evil<!-- d -->", "admin.evil" },
        { "<![CDATA[admin]]>.evil", "admin.evil" },
        { "<![CDATA[<b>&amp;]]>", "<b>&amp;" },
        { "admin&#46;evil&amp;&lt;", "admin.evil&<" },
        { " admin ", " admin " },
        { "\n  admin\n", "\n  admin\n" },
        { "ａｄｍｉｎ", "ａｄｍｉｎ" },
        { "ad\u0301min", "ad\u0301min" },
        { "&#x1F600;", "\ud83d\ude00" },
    };

    // Case 131: comments, CDATA, references, white space, full width. The framework canonicalized and signed it.
    [Theory]
    [MemberData(nameof(Whole))]
    public void A_name_is_read_whole_as_it_was_signed(string written, string name)
    {
        foreach (var signs in new[] { Signs.Assertion, Signs.Response, Signs.Both })
        {
            var said = Read(Draft with { NameId = $"<saml:NameID>{written}</saml:NameID>", Attributes = SamlDraft.Attribute("a", written) }, signs);
            Assert.StartsWith("{", said);
            using var json = JsonDocument.Parse(said);
            Assert.Equal(name, json.RootElement.GetProperty("Subject").GetString());
            Assert.Equal(name, json.RootElement.GetProperty("Attributes").GetProperty("a")[0].GetString());
        }
    }

    // Case 131: a comment that was put in after signing changes nothing, as it is not part of what is signed.
    [Fact]
    public void A_comment_that_comes_later_takes_nothing_away()
    {
        var signed = SamlIdp.One.Sign((Draft with { NameId = "<saml:NameID>admin.evil</saml:NameID>" }).Xml, Signs.Assertion);
        var before = Read(SamlIdp.Encode(signed));
        Assert.Equal(before, Read(SamlIdp.Encode(signed.Replace("admin.evil", "admin<!-- -->.evil", StringComparison.Ordinal))));
        Assert.Contains("admin.evil", before, StringComparison.Ordinal);
    }

    // Case 131: processing instructions, elements in the name, two names, none.
    [Theory]
    [InlineData("<saml:NameID>admin<?x?>.evil</saml:NameID>")]
    [InlineData("<saml:NameID><?x?></saml:NameID>")]
    [InlineData("<saml:NameID>admin<b/>.evil</saml:NameID>")]
    [InlineData("<saml:NameID><saml:NameID>admin</saml:NameID></saml:NameID>")]
    [InlineData("<saml:NameID>admin</saml:NameID><saml:NameID>evil</saml:NameID>")]
    [InlineData("<saml:NameID/>")]
    [InlineData("<saml:BaseID>admin</saml:BaseID>")]
    [InlineData("")]
    public void What_is_not_one_plain_text_is_no_name(string name) => Assert.StartsWith("No: ", Read(Draft with { NameId = name }, Signs.Both));

    [Fact]
    public void A_name_has_its_length()
    {
        Assert.StartsWith("{", Read(Draft with { NameId = $"<saml:NameID>{new string('a', 1024)}</saml:NameID>" }));
        Assert.Equal(No(SamlFlaw.Lacks("NameID")), Read(Draft with { NameId = $"<saml:NameID>{new string('a', 1025)}</saml:NameID>" }));
    }

    // Case 132: nothing is declared, nothing is fetched, nothing is included.
    [Theory]
    [InlineData("<!DOCTYPE a>")]
    [InlineData("<!DOCTYPE a SYSTEM \"https://evil.example/a.dtd\">")]
    [InlineData("<!DOCTYPE a [<!ENTITY jo SYSTEM \"file:///etc/passwd\">]>")]
    [InlineData("<!DOCTYPE a [<!ENTITY % jo SYSTEM \"https://evil.example/a.dtd\"> %jo;]>")]
    [InlineData("<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\">]>")]
    [InlineData("<!DOCTYPE samlp:Response [<!ATTLIST saml:Assertion ID ID #IMPLIED>]>")]
    public void A_document_type_is_refused_before_anything_is_read(string type)
    {
        var signed = SamlIdp.One.Sign(Draft.Xml, Signs.Assertion);
        Assert.Equal(No(SamlFlaw.NotAResponse), Read(SamlIdp.Encode(type + signed)));
        Assert.Equal(No(SamlFlaw.NotAResponse), Read(SamlIdp.Encode(type + signed.Replace(">jo<", ">&c;<", StringComparison.Ordinal))));
    }

    // Case 132: inclusions are elements like others, and a name with an element is none.
    [Fact]
    public void Nothing_is_included()
    {
        const string include = "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/hostname\" parse=\"text\"/>";
        Assert.Equal(No(SamlFlaw.Lacks("NameID")), Read(Draft with { NameId = $"<saml:NameID>{include}</saml:NameID>" }));
        Assert.Contains("\"Attributes\":{\"a\":[]}", Read(Draft with { Attributes = SamlDraft.Attribute("a", include) }));
    }
}
