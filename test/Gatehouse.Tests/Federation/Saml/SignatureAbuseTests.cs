using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Xml;
using Gatehouse.Federation.Saml;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Federation.Saml;

/// <summary>Signatures are made in one way only, with the keys of the metadata. Case 130.</summary>
public sealed class SignatureAbuseTests : SamlTest
{
    public static TheoryData<Signs> Ways => [Signs.Assertion, Signs.Response, Signs.Both];

    // Case 130: no signature, an empty one, half of one.
    [Theory]
    [MemberData(nameof(Ways))]
    public void Without_a_whole_signature_nothing_is_believed(Signs signs)
    {
        Assert.Equal(No(SamlFlaw.NotSigned), Read(Draft, Signs.Nothing));
        var signed = SamlIdp.One.Sign(Draft.Xml, signs);
        foreach (var part in new[] { "SignatureValue", "SignedInfo", "Reference", "Transforms", "DigestMethod", "DigestValue", "CanonicalizationMethod", "SignatureMethod" })
        {
            Assert.Equal(No(SamlFlaw.NotSigned), Changed(signed, part, element => element.ParentNode!.RemoveChild(element)));
            Assert.Equal(No(SamlFlaw.NotSigned), Changed(signed, part, element => element.RemoveAll()));
        }

        Assert.Equal(No(SamlFlaw.NotSigned), Changed(signed, "Signature", element => element.RemoveAll()));
        Assert.Equal(No(SamlFlaw.NotSigned), Changed(signed, "SignatureValue", element => element.InnerText = "AAAA"));
        Assert.Equal(No(SamlFlaw.NotSigned), Changed(signed, "SignatureValue", element => element.InnerText = "?"));
        Assert.Equal(No(SamlFlaw.NotSigned), Changed(signed, "DigestValue", element => element.InnerText = "AAAA"));
        Assert.Equal(No(SamlFlaw.NotSigned), Changed(signed, "SignatureMethod", element => element.SetAttribute("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512")));
    }

    // Case 130: keys that come with the message.
    [Fact]
    public void A_key_in_the_message_is_nobodys()
    {
        var own = new SigningPlan { KeyInfo = new KeyInfoX509Data(SamlIdp.Other.Certificate) };
        Assert.Equal(No(SamlFlaw.NotSigned), Read(SamlIdp.Other.Respond(Draft.Xml, Signs.Both, own)));
        Assert.Equal(No(SamlFlaw.NotSigned), Read(SamlIdp.Other.Respond(Draft.Xml, Signs.Assertion, new() { KeyInfo = new RSAKeyValue((RSA)SamlIdp.Other.Key) })));
        Assert.StartsWith("{", Read(SamlIdp.One.Respond(Draft.Xml, Signs.Both, own)));
    }

    // Case 130: the certificate as the secret of an HMAC.
    [Fact]
    public void A_secret_that_everybody_knows_signs_nothing()
    {
        using var secret = new HMACSHA256(SamlIdp.One.Certificate);
        Assert.Equal(No(SamlFlaw.NotSigned), Read(SamlIdp.One.Respond(Draft.Xml, Signs.Assertion, new() { Secret = secret })));
    }

    // Case 130: references to more, to less, to everything, to elsewhere.
    [Fact]
    public void A_signature_refers_to_the_element_that_holds_it_and_to_nothing_else()
    {
        Assert.Equal(No(SamlFlaw.NotSigned), Plan(new() { References = ["#_a1", "#_a1"] }));
        Assert.Equal(No(SamlFlaw.NotSigned), Plan(new() { References = [""] }));
        Assert.Equal(No(SamlFlaw.NotSigned), Plan(new() { References = ["#_r_a1"] }));
        Assert.Equal(No(SamlFlaw.NotSigned), Plan(new() { References = ["#xpointer(id('_a1'))"] }));
        Assert.Equal(No(SamlFlaw.NotSigned), Changed(SamlIdp.One.Sign(Draft.Xml, Signs.Assertion), "Reference", element => element.RemoveAttribute("URI")));
        Assert.Equal(No(SamlFlaw.NotSigned), Changed(SamlIdp.One.Sign(Draft.Xml, Signs.Assertion), "Assertion", element => element.SetAttribute("ID", "_b")));
    }

    // Case 130: IDs that are there twice, whatever readers call an ID.
    [Theory]
    [InlineData("ID", "_a1")]
    [InlineData("ID", "_r_a1")]
    [InlineData("Id", "_a1")]
    [InlineData("id", "_a1")]
    [InlineData("xml:id", "_a1")]
    public void No_ID_is_there_twice(string attribute, string value)
    {
        var signed = SamlIdp.One.Sign(Draft.Xml, Signs.Assertion);
        Assert.StartsWith("{", Read(SamlIdp.Encode(signed.Replace("<samlp:Status>", $"<samlp:Status {attribute}=\"another\">", StringComparison.Ordinal))));
        Assert.Equal(No(SamlFlaw.NotAResponse), Read(SamlIdp.Encode(signed.Replace("<samlp:Status>", $"<samlp:Status {attribute}=\"{value}\">", StringComparison.Ordinal))));
    }

    // Case 130: other transforms, other forms, comments.
    [Fact]
    public void Only_two_transforms_are_known_in_one_order()
    {
        Assert.Equal(No(SamlFlaw.NotSigned), Steps(() => [new XmlDsigEnvelopedSignatureTransform(), new XmlDsigExcC14NWithCommentsTransform()]));
        Assert.Equal(No(SamlFlaw.NotSigned), Steps(() => [new XmlDsigEnvelopedSignatureTransform(), new XmlDsigC14NTransform()]));
        Assert.Equal(No(SamlFlaw.NotSigned), Steps(() => [new XmlDsigEnvelopedSignatureTransform()]));
        Assert.Equal(No(SamlFlaw.NotSigned), Steps(() => [new XmlDsigExcC14NTransform()]));
        Assert.Equal(No(SamlFlaw.NotSigned), Steps(() => [new XmlDsigEnvelopedSignatureTransform(), new XmlDsigExcC14NTransform(), new XmlDsigExcC14NTransform()]));
        Assert.Equal(No(SamlFlaw.NotSigned), Steps(() => [new XmlDsigEnvelopedSignatureTransform(), Path(), new XmlDsigExcC14NTransform()]));
        Assert.Equal(No(SamlFlaw.NotSigned), Plan(new() { Canonicalization = SignedXml.XmlDsigExcC14NWithCommentsTransformUrl }));
        Assert.Equal(No(SamlFlaw.NotSigned), Plan(new() { Canonicalization = SignedXml.XmlDsigC14NTransformUrl }));
        var xslt = SamlIdp.One.Sign(Draft.Xml, Signs.Assertion);
        Assert.Equal(No(SamlFlaw.NotSigned), Changed(xslt, "Transform", element => element.AppendChild(element.OwnerDocument.CreateElement("stylesheet", "http://www.w3.org/1999/XSL/Transform"))));
        Assert.Equal(No(SamlFlaw.NotSigned), Changed(xslt, "Transform", element => element.SetAttribute("Algorithm", "http://www.w3.org/TR/1999/REC-xslt-19991116")));
    }

    // Case 130: a program in a transform is never run, and prefixes are few.
    [Fact]
    public void What_a_transform_holds_is_a_short_list_of_prefixes()
    {
        var many = string.Join(' ', Enumerable.Range(0, 33).Select(i => "p" + i));
        Assert.Equal(No(SamlFlaw.NotSigned), Plan(new() { Prefixes = many }));
        Assert.StartsWith("{", Plan(new() { Prefixes = many[..^4] }));
    }

    // Case 130: hashes that are broken, keys that are weak.
    [Fact]
    public void Broken_hashes_and_weak_keys_sign_nothing()
    {
        Assert.Equal(No(SamlFlaw.NotSigned), Plan(new() { Method = SignedXml.XmlDsigRSASHA1Url }));
        Assert.Equal(No(SamlFlaw.NotSigned), Plan(new() { Digest = SignedXml.XmlDsigSHA1Url }));
        Assert.Equal(No(SamlFlaw.NotSigned), Read(SamlIdp.Weak.Respond(Draft.Xml, Signs.Both), SamlIdp.Weak.Expected));
        Assert.Null(PartyKey.Read(SamlIdp.Weak.Certificate));
        using var key = PartyKey.Read(SamlIdp.One.Certificate)!;
        Assert.False(key.Signed([1], "http://www.w3.org/2001/04/xmldsig-more#rsa-md5", ((RSA)SamlIdp.One.Key).SignData([1], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        Assert.False(key.Signed([1], EcdsaSha256.Uri, ((ECDsa)SamlIdp.Curve.Key).SignData([1], HashAlgorithmName.SHA256)));
    }

    // Case 130: signatures where none belongs.
    [Fact]
    public void A_signature_lies_in_what_it_signs()
    {
        var signed = SamlIdp.One.Sign(Draft.Xml, Signs.Assertion);
        Assert.Equal(No(SamlFlaw.NotAResponse), Changed(signed, "Signature", element => element.OwnerDocument.GetElementsByTagName("samlp:Status")[0]!.AppendChild(element)));
        Assert.Equal(No(SamlFlaw.NotSigned), Changed(signed, "Signature", element => element.OwnerDocument.DocumentElement!.PrependChild(element)));
        Assert.Equal(No(SamlFlaw.NotSigned), Changed(signed, "Signature", element => element.ParentNode!.AppendChild(element.CloneNode(deep: true))));
        Assert.Equal(No(SamlFlaw.NotSigned), Changed(signed, "Signature", element => element.AppendChild(element.OwnerDocument.CreateElement("Object", element.NamespaceURI))));
    }

    // Case 140: the same name, another's key.
    [Fact]
    public void What_another_provider_signed_in_the_name_of_this_one_is_not_believed()
    {
        Assert.Equal(No(SamlFlaw.NotSigned), Read(SamlIdp.Other.Respond(Draft.Xml, Signs.Both)));
        var elsewhere = SamlIdp.One.Expected with { Issuer = SamlIdp.One.Party with { EntityId = "https://b.example.com" } };
        Assert.Equal(No(SamlFlaw.OtherIssuer), Read(SamlIdp.One.Respond(Draft.Xml, Signs.Both), elsewhere));
        Assert.Equal(No(SamlFlaw.OtherIssuer), Read(Draft with { ResponseIssuer = "<saml:Issuer>https://b.example.com</saml:Issuer>" }));
        Assert.Equal(No(SamlFlaw.OtherIssuer), Read(Draft with { Issuer = "" }));
        Assert.Equal(No(SamlFlaw.OtherIssuer), Read(Draft with { Issuer = Draft.Issuer + Draft.Issuer }));
    }

    private static string Plan(SigningPlan plan) => Read(SamlIdp.One.Respond(Draft.Xml, Signs.Assertion, plan));

    private static string Steps(Func<IEnumerable<Transform>> steps) => Plan(new() { Steps = steps });

    private static string Changed(string signed, string name, Action<XmlElement> change)
    {
        var document = SamlIdp.Document(signed);
        change(document.GetElementsByTagName("*").OfType<XmlElement>().First(element => element.LocalName == name));
        return Read(SamlIdp.Encode(document.OuterXml));
    }

    private static XmlDsigXPathTransform Path()
    {
        var path = new XmlDsigXPathTransform();
        var document = new XmlDocument();
        document.LoadXml("<XPath xmlns=\"http://www.w3.org/2000/09/xmldsig#\">self::node()</XPath>");
        path.LoadInnerXml(document.ChildNodes);
        return path;
    }
}
