using System.Security.Cryptography.Xml;
using System.Text;
using CsCheck;
using Gatehouse.Federation;
using Gatehouse.Federation.Saml;

namespace Gatehouse.Tests.Federation.Saml;

/// <summary>Two parsers and two canonicalizers see the same in the same document.</summary>
public sealed class CanonicalTests
{
    private static readonly Gen<string> Prefix = Gen.OneOf<string>("", "a", "b", "c", "saml", "xmlnsx", "é");
    private static readonly Gen<string> Space = Gen.OneOf<string>("urn:1", "urn:2", "http://www.w3.org/2001/10/xml-exc-c14n#", "urn:&amp;&lt;&quot;&#9;", "https://例.example/");
    private static readonly Gen<string> Text = Gen.OneOf<string>("x", " ", "\n", "&amp;", "&lt;", "&gt;", "&#13;", "&#xD;&#xA;", "\r\n", "\t", "<![CDATA[<&>]]>", "]]&gt;", "<!-- c -->", "é", "&#x1F600;", "\"", "'", "]");
    private static readonly Gen<string> Value = Gen.OneOf<string>("", "x", "&amp;", "&lt;", ">", "&quot;", "&#9;", "&#10;", "&#13;", "\t\n", " a  b ", "é", "'");

    private static readonly Gen<string> Declaration = Gen.Select(Prefix, Space, (prefix, space) => prefix.Length == 0 ? $"xmlns=\"{space}\"" : $"xmlns:{prefix}=\"{space}\"");
    private static readonly Gen<string> Attribute = Gen.Select(Prefix, Gen.OneOf<string>("x", "y", "Z", "ID"), Value, (prefix, name, value) => $"{Joined(prefix, name)}=\"{value}\"");
    private static readonly Gen<string> Other = Gen.OneOf<string>("xml:lang=\"de\"", "xml:space=\"preserve\"", "xmlns=\"\"", "");

    private static readonly Gen<string> Element = Gen.Recursive<string>((depth, self) =>
        from prefix in Prefix
        from name in Gen.OneOf<string>("e", "f", "Assertion")
        from declarations in Declaration.Array[0, 3]
        from attributes in Attribute.Array[0, 3]
        from other in Other
        from content in (depth > 4 ? Text : Gen.OneOf(Text, self, self)).Array[0, 4]
        select $"<{Joined(prefix, name)} {string.Join(' ', declarations)} {string.Join(' ', attributes)} {other}>{string.Concat(content)}</{Joined(prefix, name)}>");

    // Most have every prefix declared around them, or few would be documents at all.
    private static readonly Gen<string> Document = Gen.Select(Element, Gen.Int[0, 3], (element, kind) => kind == 0
        ? element
        : $"<root xmlns:a=\"urn:1\" xmlns:b=\"urn:2\" xmlns:c=\"urn:3\" xmlns:saml=\"urn:4\" xmlns:xmlnsx=\"urn:5\" xmlns:é=\"urn:6\">{element}</root>");

    // Case 133: attribute namespaces, prefixes that change their meaning, declarations that nobody uses, white space of all kinds.
    [Fact]
    public void The_framework_sees_and_writes_the_same()
    {
        var judged = 0;
        Gen.Select(Document, Gen.OneOf<string>("", "a", "#default", "a b c #default nothing"), (document, prefixes) => (document, prefixes)).Sample(
            drawn =>
            {
                var ours = Branch.Read(drawn.document);
                Assert.Equal(SafeXml.Read(drawn.document) is null, ours is null);
                if (ours is null)
                    return;

                Interlocked.Increment(ref judged);
                var inclusive = drawn.prefixes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(prefix => prefix == "#default" ? "" : prefix).ToList();
                Assert.Equal(ByTheFramework(drawn.document, drawn.prefixes), Canonical.Write(ours, inclusive));
            },
            iter: 4_000);
        Assert.True(judged > 1_000, $"Only {judged} documents were any.");
    }

    [Fact]
    public void What_was_written_once_is_written_the_same_again() => Document.Sample(
        document =>
        {
            if (Branch.Read(document) is not { } read)
                return;

            foreach (var element in read.All)
            {
                var once = Canonical.Write(element, []);
                var again = Branch.Read(once);
                Assert.NotNull(again);
                Assert.Equal(once, Canonical.Write(again, []));
                Assert.Equal(Words(element), Words(again));
            }
        },
        iter: 600);

    [Theory]
    [InlineData("<a x='1' x='2'/>")]
    [InlineData("<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='1' q:b='2'/>")]
    [InlineData("<a xmlns:p='urn:x' xmlns:p='urn:y'/>")]
    [InlineData("<p:a/>")]
    [InlineData("<a xmlns:xml='urn:x'/>")]
    [InlineData("<a xmlns:p=''/>")]
    [InlineData("<a:b:c xmlns:a='urn:x'/>")]
    [InlineData("<a>&nbsp;</a>")]
    [InlineData("<a>]]></a>")]
    [InlineData("<a b='<'/>")]
    [InlineData("<a>\u0001</a>")]
    [InlineData("<a><?p?></a>")]
    [InlineData("<?p?><a/>")]
    [InlineData("<a/><?p?>")]
    [InlineData("<a/>x")]
    [InlineData("<a/><b/>")]
    [InlineData("")]
    public void What_is_not_clearly_one_document_is_none(string text) => Assert.Null(Branch.Read(text));

    [Fact]
    public void A_tree_has_its_depth()
    {
        Assert.NotNull(Branch.Read(string.Concat(Enumerable.Repeat("<a>", 32)) + string.Concat(Enumerable.Repeat("</a>", 32))));
        Assert.Null(Branch.Read(string.Concat(Enumerable.Repeat("<a>", 33)) + string.Concat(Enumerable.Repeat("</a>", 33))));
    }

    private static string ByTheFramework(string document, string prefixes)
    {
        var transform = new XmlDsigExcC14NTransform(prefixes);
        transform.LoadInput(new MemoryStream(Encoding.UTF8.GetBytes(document)));
        using var reader = new StreamReader((Stream)transform.GetOutput(typeof(Stream)), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Words(Branch element) => string.Join('|', element.All.Select(one => $"{one.Space} {one.Name} {one.Text} {string.Join(',', one.Attributes.Select(leaf => $"{leaf.Space} {leaf.Name} {leaf.Value}").Order(StringComparer.Ordinal))}"));

    private static string Joined(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}:{name}";
}
