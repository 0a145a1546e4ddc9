using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Federation.Saml;

/// <summary>Whatever is sent, judging it is short work.</summary>
public sealed class BoundsTests : SamlTest
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    // Case 134: nothing encrypted is taken, also beside what is signed; and all get one answer.
    [Fact]
    public void Nothing_encrypted_is_taken()
    {
        const string encrypted = "<saml:EncryptedAssertion><xenc:EncryptedData xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"><xenc:CipherData><xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>";
        var answers = new[]
        {
            Read(SamlIdp.Encode($"<samlp:Response xmlns:samlp=\"{SamlDraft.ProtocolSpace}\" xmlns:saml=\"{SamlDraft.AssertionSpace}\">{encrypted}</samlp:Response>")),
            Read(SamlIdp.Encode($"<samlp:Response xmlns:samlp=\"{SamlDraft.ProtocolSpace}\" xmlns:saml=\"{SamlDraft.AssertionSpace}\">{encrypted.Replace("AAAA", "?", StringComparison.Ordinal)}</samlp:Response>")),
            Read(Draft with { Before = encrypted }, Signs.Both),
            Read(SamlIdp.Encode(SamlIdp.One.Sign(Draft.Xml, Signs.Assertion).Replace("<samlp:Status>", encrypted + "<samlp:Status>", StringComparison.Ordinal))),
            Read(Draft with { NameId = "<saml:EncryptedID>AAAA</saml:EncryptedID>" }),
            Read(Draft with { Attributes = "<saml:EncryptedAttribute>AAAA</saml:EncryptedAttribute>" }),
        };
        Assert.All(answers, answer => Assert.Equal(No(SamlFlaw.Encrypted), answer));
    }

    // Case 135: there is no redirect binding, so no response that is deflated or comes in a query is taken. Case 136: nothing is inflated.
    [Fact]
    public void What_is_deflated_stays_so()
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(Encoding.UTF8.GetBytes(SamlIdp.One.Sign(Draft.Xml, Signs.Both)));
        Assert.Equal(No(SamlFlaw.NotAResponse), Read(Convert.ToBase64String(packed.ToArray())));
        Assert.Equal(No(SamlFlaw.NotAResponse), Read(Uri.EscapeDataString(SamlIdp.One.Respond(Draft.Xml))));
    }

    // Case 136.
    [Fact]
    public void What_is_too_much_is_refused_before_it_is_read()
    {
        Assert.StartsWith("{", Read(SamlIdp.One.Respond(Draft.Xml, Signs.Both).PadRight(256 * 1024)));
        Assert.Equal(No(SamlFlaw.NotAResponse), Read(SamlIdp.One.Respond(Draft.Xml, Signs.Both).PadRight(256 * 1024 + 1)));
        Quickly(new string('A', 50_000_000));
        Quickly(SamlIdp.Encode(new string('<', 190_000)));
        Quickly(SamlIdp.Encode(string.Concat(Enumerable.Repeat("<a>", 10_000)) + string.Concat(Enumerable.Repeat("</a>", 10_000))));
    }

    // Case 136: 32 levels, five of which are around what an attribute says.
    [Fact]
    public void A_response_is_32_levels_deep_and_no_deeper()
    {
        string Deep(int levels) => string.Concat(Enumerable.Repeat("<a>", levels)) + string.Concat(Enumerable.Repeat("</a>", levels));
        string Said(int levels) => Read(Draft with { Attributes = $"<saml:Attribute Name=\"a\"><saml:AttributeValue>{Deep(levels)}</saml:AttributeValue></saml:Attribute>" });
        Assert.StartsWith("{", Said(27));
        Assert.Equal(No(SamlFlaw.NotAResponse), Said(28));
    }

    // Case 136: many assertions, many names, many declarations, many comments: all under the limit of size.
    [Fact]
    public void Many_of_anything_are_judged_quickly()
    {
        string Framed(string inside, string root = "") => $"<p:Response xmlns:p=\"{SamlDraft.ProtocolSpace}\" {root}>{inside}</p:Response>";
        string Many(int count, Func<int, string> one) => string.Concat(Enumerable.Range(0, count).Select(one));
        var signature = SamlIdp.One.Sign(Draft.Xml, Signs.Response);
        var (head, tail) = (signature[..signature.IndexOf("<samlp:Status>", StringComparison.Ordinal)], signature[signature.IndexOf("<samlp:Status>", StringComparison.Ordinal)..]);

        Quickly(SamlIdp.Encode(Framed(Many(10_000, _ => "<Assertion/>"), $"xmlns=\"{SamlDraft.AssertionSpace}\"")));
        Quickly(SamlIdp.Encode(Framed(Many(9_000, i => $"<a ID=\"{i:x}\"/>"))));
        Quickly(SamlIdp.Encode(head + $"<a {Many(8_000, i => $"xmlns:a{i:x}=\"urn:a\" ")}/>" + tail));
        Quickly(SamlIdp.Encode(head + $"<a {Many(4_000, i => $"xmlns:a{i:x}=\"urn:{i:x}\" a{i:x}:b=\"\" ")}/>" + tail));
        Quickly(SamlIdp.Encode(head + $"<a>{Many(20_000, _ => "a<!---->")}</a>" + tail));
        Quickly(SamlIdp.Encode(head + $"<a>{Many(9_000, _ => "<![CDATA[a]]>")}</a>" + tail));
        Quickly(SamlIdp.Encode(head + Many(30, _ => "<a>") + new string('a', 150_000) + Many(30, _ => "</a>") + tail));
        Quickly(SamlIdp.Encode(head.Replace("<Reference", Many(1_000, _ => "<Reference URI=\"#_r_a1\"/>") + "<Reference", StringComparison.Ordinal) + tail));
        Quickly(SamlIdp.Encode(head + Many(15_000, _ => "<a/>") + tail));
    }

    private static void Quickly(string response)
    {
        var watch = Stopwatch.StartNew();
        Assert.StartsWith("No: ", Read(response));
        Assert.True(watch.Elapsed < Short, $"It took {watch.Elapsed}.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("AAAA")]
    [InlineData("/////w==")]
    [InlineData("PGEvPg==")]
    public void What_is_no_response_is_none(string response) => Assert.Equal(No(SamlFlaw.NotAResponse), Read(response));
}
