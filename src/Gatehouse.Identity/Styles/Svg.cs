using System.Text;
using System.Xml;

namespace Gatehouse.Identity;

/// <summary>
/// Which vector graphics may be shown: shapes, gradients, text and a few effects, each element and attribute on a list. No script, no event,
/// no style sheet, nothing from outside, no entities. What is not on the lists is refused and not cut out, so what is shown is what was given.
/// </summary>
public static class Svg
{
    private const int MostElements = 20_000;
    private const int Deepest = 64;
    private const string Namespaces = "http://www.w3.org/2000/xmlns/";
    private const string Links = "http://www.w3.org/1999/xlink";
    private const string Xml = "http://www.w3.org/XML/1998/namespace";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly XmlReaderSettings Hardened = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1,
        CheckCharacters = true,
        IgnoreComments = true,
        CloseInput = true,
    };

    /// <summary>What is wrong with a graphic, as the end of a sentence; null when it may be shown.</summary>
    public static string? Broken(ReadOnlySpan<byte> bytes)
    {
        const string none = "the image is none of the formats that are supported";
        if (bytes.IndexOf((byte)'<') < 0)
            return none;

        try
        {
            using var reader = XmlReader.Create(new StringReader(Text(bytes)), Hardened);
            return Broken(reader);
        }
        catch (Exception unreadable) when (unreadable is XmlException or DecoderFallbackException)
        {
            return none;
        }
    }

    // A byte order mark is not part of the text.
    private static string Text(ReadOnlySpan<byte> bytes) =>
        Utf8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);

    private static string? Broken(XmlReader reader)
    {
        var elements = 0;
        while (reader.Read())
        {
            var broken = reader.NodeType switch
            {
                XmlNodeType.Element when ++elements > MostElements || reader.Depth > Deepest => "the SVG image has too many elements",
                XmlNodeType.Element => BrokenElement(reader),
                XmlNodeType.XmlDeclaration => BrokenDeclaration(reader),
                XmlNodeType.CDATA or XmlNodeType.ProcessingInstruction => "the SVG image holds a CDATA section or a processing instruction",
                _ => null,
            };
            if (broken is not null)
                return broken;
        }

        return null;
    }

    // A browser would heed the declaration, and read other characters than were looked at here.
    private static string? BrokenDeclaration(XmlReader reader) =>
        reader.GetAttribute("encoding") is { } encoding && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? "the SVG image is not encoded in UTF-8"
            : null;

    private static string? BrokenElement(XmlReader reader)
    {
        var element = reader.LocalName;
        if (reader.NamespaceURI != SvgNames.Namespace || !SvgNames.Elements.Contains(element) || (reader.Depth == 0) != (element is "svg"))
            return $"the SVG image has an element that is not allowed: {Shown(reader.Name)}";

        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (!IsAllowed(reader))
                return $"the SVG image has an attribute that is not allowed: {Shown(reader.Name)}";
        }

        return null;
    }

    private static bool IsAllowed(XmlReader attribute) => attribute.NamespaceURI switch
    {
        "" when attribute.LocalName is "href"  => SvgValues.IsLocalReference(attribute.Value),
        "" when attribute.LocalName is "style" => SvgValues.IsStyle(attribute.Value),
        ""                                     => SvgNames.Labels.Contains(attribute.LocalName)
                                                  || (SvgNames.Attributes.Contains(attribute.LocalName) && SvgValues.IsHarmless(attribute.Value)),
        Namespaces                             => attribute.Value is SvgNames.Namespace or Links,
        Links                                  => attribute.LocalName is "href" && SvgValues.IsLocalReference(attribute.Value),
        Xml                                    => attribute.LocalName is "space",
        _                                      => false,
    };

    // It goes into the text of an error.
    private static string Shown(string name) => name.Length <= 40 ? name : name[..40];
}
