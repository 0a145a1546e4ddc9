using System.Text;
using CsCheck;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Federation.Saml;

/// <summary>Whatever is done to a signed document: it says what its signer said, or nothing.</summary>
public sealed class MutationTests : SamlTest
{
    private static readonly Signs[] Ways = [Signs.Assertion, Signs.Response, Signs.Both];
    private static readonly string[] Signed = [.. Ways.Select(signs => SamlIdp.One.Sign((Draft with { Attributes = SamlDraft.Attribute("mail", "jo@example.com", "b") }).Xml, signs))];
    private static readonly string Said = Read(SamlIdp.Encode(Signed[0]));

    private static readonly string[] Pieces =
    [
        "<", ">", "/", "\"", "&", "&amp;", "&#0;", "<!---->", "<?x?>", "<![CDATA[", "]]>", " ", "\r", "\0", "é", "evil", "xmlns=\"urn:x\"", "xmlns:saml=\"urn:x\"", "ID=\"_a1\"", "<saml:NameID>evil</saml:NameID>",
        "<saml:Assertion/>", "</saml:Assertion>", "<saml:Assertion ID=\"_evil\">", "<saml:Attribute Name=\"mail\"><saml:AttributeValue>evil</saml:AttributeValue></saml:Attribute>", "<!DOCTYPE a>",
    ];

    // Case 133: pieces are put in, taken out, doubled and moved, several at once.
    [Fact]
    public void Whatever_is_rearranged_it_says_what_was_signed_or_nothing()
    {
        var edit = Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 60], Gen.Int[0, 1_000_000], Gen.OneOf<string>(Pieces), Gen.Int[0, 4]);
        Gen.Select(Gen.Int[0, 2], edit.Array[1, 3], (way, edits) => edits.Aggregate(Signed[way], Edited)).Sample(Judge, iter: 1_500);
    }

    // A fuzzer of bytes.
    [Fact]
    public void Whatever_byte_is_changed_it_says_what_was_signed_or_nothing() => Gen.Select(
        Gen.Int[0, 2],
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte).Array[1, 4],
        (way, changes) =>
        {
            var bytes = Encoding.UTF8.GetBytes(Signed[way]);
            foreach (var (at, value) in changes)
                bytes[at % bytes.Length] = value;
            return Convert.ToBase64String(bytes);
        }).Sample(JudgeEncoded, iter: 1_500);

    [Fact]
    public void Whatever_is_cut_off_or_is_only_noise_is_nothing()
    {
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 4_000], (way, at) => Signed[way][..^Math.Min(at, Signed[way].Length)]).Sample(text => Assert.StartsWith("No: ", Read(SamlIdp.Encode(text))), iter: 500);
        Gen.String.Sample(text => Assert.StartsWith("No: ", Read(text)), iter: 500);
    }

    [Fact]
    public void Letters_count_all_along_the_document()
    {
        var text = Signed[1];
        for (var i = 0; i < text.Length; i += 11)
            Judge(text.Remove(i, 1).Insert(i, text[i] == 'z' ? "y" : "z"));
    }

    private static string Edited(string text, (int At, int Length, int Elsewhere, string Piece, int Kind) edit)
    {
        if (text.Length == 0)
            return text;

        var at = edit.At % text.Length;
        var length = Math.Min(edit.Length, text.Length - at);
        var taken = text.Substring(at, length);
        var elsewhere = edit.Elsewhere % (text.Length - length + 1);
        return edit.Kind switch
        {
            0 => text.Insert(at, edit.Piece),
            1 => text.Remove(at, length),
            2 => text.Insert(edit.Elsewhere % text.Length, taken),
            3 => text.Remove(at, length).Insert(elsewhere, taken),
            _ => text.Remove(at, length).Insert(at, edit.Piece),
        };
    }

    private static void Judge(string text) => JudgeEncoded(SamlIdp.Encode(text));

    private static void JudgeEncoded(string response)
    {
        var read = Read(response);
        Assert.True(read.StartsWith("No: ", StringComparison.Ordinal) || read == Said, read);
    }
}
