using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Gatehouse.Doors;

/// <summary>Documents that say what is asked for. Nothing is in them but elements and text, so that nobody reads another thing out of them.</summary>
internal static class S3Document
{
    private const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
    private const int MaxDepth = 6;

    private static readonly XmlReaderSettings Hardened = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 4 * 1024 * 1024,
        MaxCharactersFromEntities = 1,
        CheckCharacters = true,
        ConformanceLevel = ConformanceLevel.Document,
    };

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads one in UTF-8; null for what is none, or has text between elements.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="root">The name of its outermost element.</param>
    public static XElement? Read(ReadOnlySpan<byte> bytes, string root)
    {
        try
        {
            var text = Strict.GetString(bytes);
            return IsPlain(text) && XElement.Load(XmlReader.Create(new StringReader(text), Hardened)) is { } read && read.Name.LocalName == root
                && !read.DescendantsAndSelf().Any(element => element.HasElements && element.Nodes().OfType<XText>().Any())
                ? read
                : null;
        }
        catch (Exception failure) when (failure is XmlException or DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The children of an element by name; null where there is another one than these, or one twice.</summary>
    public static IReadOnlyDictionary<string, string>? Texts(XElement element, params ReadOnlySpan<string> names)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var child in element.Elements())
        {
            if (!names.Contains(child.Name.LocalName) || child.HasElements || !texts.TryAdd(child.Name.LocalName, child.Value))
                return null;
        }

        return texts;
    }

    private static bool IsPlain(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), Hardened);
        while (reader.Read())
        {
            var isKnown = reader.NodeType switch
            {
                XmlNodeType.XmlDeclaration => reader.GetAttribute("encoding") is null or "UTF-8" or "utf-8",
                XmlNodeType.Element => reader is { Prefix: "", NamespaceURI: "" or Namespace } && reader.AttributeCount == (reader.GetAttribute("xmlns") is null ? 0 : 1),
                XmlNodeType.EndElement or XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace => true,
                _ => false,
            };
            if (!isKnown || reader.Depth > MaxDepth)
                return false;
        }

        return true;
    }
}
