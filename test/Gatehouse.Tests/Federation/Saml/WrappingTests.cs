using Gatehouse.Federation.Saml;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Federation.Saml;

/// <summary>A signature vouches for the element that holds it, wherever else a document puts it: 24 documents.</summary>
public sealed class WrappingTests : SamlTest
{
    public static TheoryData<int, Signs> Documents =>
        [.. from way in Enumerable.Range(1, 8) from signs in new[] { Signs.Assertion, Signs.Response, Signs.Both } select (way, signs)];

    // Case 122, Case 123, Case 124, Case 125, Case 126, Case 127, Case 128, Case 129: XSW1 to XSW8.
    [Theory]
    [MemberData(nameof(Documents))]
    public void A_wrapped_signature_vouches_for_nothing(int way, Signs signs)
    {
        var good = SamlIdp.One.Sign(Draft.Xml, signs);
        Assert.StartsWith("{", Read(SamlIdp.Encode(good)));

        var wrapped = Wrapping.Of(way, good);
        Assert.Contains(">evil</saml:NameID>", wrapped, StringComparison.Ordinal);
        Assert.Contains(">jo</saml:NameID>", wrapped, StringComparison.Ordinal);
        Assert.StartsWith("No: ", Read(SamlIdp.Encode(wrapped)));
    }

    // The same one layer deeper, where nobody has counted assertions yet.
    [Theory]
    [MemberData(nameof(Documents))]
    public void Of_no_wrapped_document_anything_is_opened_that_was_not_signed(int way, Signs signs)
    {
        var key = PartyKey.Read(SamlIdp.One.Certificate)!;
        var root = Branch.Read(Wrapping.Of(way, SamlIdp.One.Sign(Draft.Xml, signs)))!;
        var opened = root.All.Where(one => one.Children.Any(child => child.Name == "Signature")).Select(one => Envelope.Open(one, [key])).OfType<Branch>().ToList();
        Assert.DoesNotContain(opened, one => one.All.Any(inner => inner.Text == Wrapping.Evil));
    }

    [Fact]
    public void Where_both_are_signed_both_signatures_must_hold()
    {
        var inner = SamlIdp.Other.Sign(Draft.Xml, Signs.Assertion);
        Assert.Equal(No(SamlFlaw.NotSigned), Read(SamlIdp.One.Respond(inner, Signs.Response)));
        var outer = SamlIdp.One.Sign(Draft.Xml, Signs.Assertion);
        Assert.Equal(No(SamlFlaw.NotSigned), Read(SamlIdp.Other.Respond(outer, Signs.Response)));
    }

    [Fact]
    public void What_is_changed_after_it_was_signed_is_not_believed()
    {
        foreach (var signs in new[] { Signs.Assertion, Signs.Response, Signs.Both })
        {
            var signed = SamlIdp.One.Sign(Draft.Xml, signs);
            Assert.Equal(No(SamlFlaw.NotSigned), Read(SamlIdp.Encode(signed.Replace(">jo<", ">ann<", StringComparison.Ordinal))));
            Assert.Equal(No(SamlFlaw.NotSigned), Read(SamlIdp.Encode(signed.Replace("jo@example.com", "ann@example.com", StringComparison.Ordinal))));
        }
    }

    [Fact]
    public void The_frame_of_a_signed_assertion_can_only_make_it_worse()
    {
        var signed = SamlIdp.One.Sign(Draft.Xml, Signs.Assertion);
        Assert.Equal(Read(SamlIdp.Encode(signed)), Read(SamlIdp.Encode(signed.Replace($"Destination=\"{SamlIdp.Recipient}\"", "", StringComparison.Ordinal))));
        Assert.Equal(No(SamlFlaw.OtherRecipient), Read(SamlIdp.Encode(signed.Replace("Destination=\"https://id.", "Destination=\"https://other.", StringComparison.Ordinal))));
    }
}
