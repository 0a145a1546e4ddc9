using System.Text;
using Gatehouse.Federation;

namespace Gatehouse.Tests.Federation;

public sealed class SafeXmlTests
{
    [Fact]
    public void A_document_is_read_from_text_and_from_bytes_of_the_encoding_it_names()
    {
        const string text = """<?xml version="1.0" encoding="iso-8859-1"?><a b="&amp;&#233;">é &lt; &#x10FFFF;</a>""";
        var fromText = SafeXml.Read(text)!;
        var fromBytes = SafeXml.Read(Encoding.Latin1.GetBytes(text))!;
        Assert.Equal("&é", fromText.Attribute("b")!.Value);
        Assert.Equal(fromText.ToString(), fromBytes.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("<a>")]
    [InlineData("<a/><b/>")]
    [InlineData("<a b='1' b='2'/>")]
    [InlineData("<a>\u0001</a>")]
    [InlineData("<a>&#1;</a>")]
    [InlineData("<a xmlns:x='urn:x' xmlns:y='urn:x' x:b='1' y:b='2'/>")]
    [InlineData("<x:a/>")]
    [InlineData("<!DOCTYPE a><a/>")]
    [InlineData("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1/x'> %x;]><a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x 'xx'><!ENTITY y '&x;&x;'>]><a>&y;</a>")]
    [InlineData("<a>&x;</a>")]
    public void What_is_broken_or_has_a_document_type_is_not_read(string text)
    {
        Assert.Null(SafeXml.Read(text));
        Assert.Null(SafeXml.Read(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Nothing_is_included_from_elsewhere() =>
        Assert.Equal("", SafeXml.Read("""<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/></a>""")!.Value);

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    [InlineData(20_000, false)]
    public void An_element_lies_no_deeper_than_the_bound(int depth, bool isRead) => Assert.Equal(
        isRead, SafeXml.Read(string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth))) is not null);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_document_is_no_longer_than_the_bound(int more, bool isRead)
    {
        var text = $"<a>{new string('x', SafeXml.MaxCharacters + more - "<a></a>".Length)}</a>";
        Assert.Equal(isRead, SafeXml.Read(text) is not null);
        Assert.Equal(isRead, SafeXml.Read(Encoding.UTF8.GetBytes(text)) is not null);
    }
}
