using System.Xml;
using System.Xml.Linq;

namespace Gatehouse.Federation;

/// <summary>The one way XML of others is read: no document type, nothing from elsewhere, no great size or depth.</summary>
public static class SafeXml
{
    /// <summary>No document has more characters.</summary>
    public const int MaxCharacters = 256 * 1024;

    /// <summary>No element lies deeper.</summary>
    public const int MaxDepth = 32;

    private static readonly XmlReaderSettings Hardened = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        MaxCharactersFromEntities = 1,
        CheckCharacters = true,
        ConformanceLevel = ConformanceLevel.Document,
    };

    /// <summary>The root element of a document; null for what is no XML, or more of it than is good.</summary>
    public static XElement? Read(string text) => text.Length > MaxCharacters ? null : Read(() => Open(text));

    /// <summary>The same from bytes, in the encoding that they name themselves.</summary>
    public static XElement? Read(byte[] bytes) => Read(() => XmlReader.Create(new MemoryStream(bytes), Hardened));

    /// <summary>Reads a document piece by piece under the same bounds; the caller minds the depth. Throws <see cref="XmlException"/> at what is no such document.</summary>
    internal static XmlReader Open(string text) => XmlReader.Create(new StringReader(text), Hardened);

    // Twice: no tree is built of what is too deep.
    private static XElement? Read(Func<XmlReader> open)
    {
        try
        {
            using (var depth = open())
            {
                while (depth.Read())
                {
                    if (depth.Depth >= MaxDepth)
                        return null;
                }
            }

            using var reader = open();
            return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
