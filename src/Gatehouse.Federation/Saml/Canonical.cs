using System.Text;

namespace Gatehouse.Federation.Saml;

/// <summary>
/// Writes elements in the one form that is signed: exclusive canonicalization without comments (xml-exc-c14n, 2002). Nothing rests on its
/// being right but that good signatures are found good: what it writes is what is hashed, and what is read afterwards.
/// </summary>
internal sealed class Canonical
{
    private readonly StringBuilder written = new();
    private readonly Dictionary<string, string> rendered = new(StringComparer.Ordinal) { [""] = "" };
    private readonly IReadOnlyCollection<string> inclusive;
    private readonly Branch? without;

    private Canonical(IReadOnlyCollection<string> inclusive, Branch? without) => (this.inclusive, this.without) = (inclusive, without);

    /// <summary>The text of an element.</summary>
    /// <param name="apex">The element.</param>
    /// <param name="inclusive">Prefixes that are declared wherever they mean something, not only where they are used; the empty one is the default.</param>
    /// <param name="without">An element within that is left out.</param>
    public static string Write(Branch apex, IReadOnlyCollection<string> inclusive, Branch? without = null)
    {
        var canonical = new Canonical(inclusive, without);
        canonical.Element(apex);
        return canonical.written.ToString();
    }

    private void Element(Branch element)
    {
        var before = new List<(string Prefix, string? Space)>();
        written.Append('<');
        Qualified(element.Prefix, element.Name);
        foreach (var (prefix, space) in Needed(element))
        {
            if (rendered.GetValueOrDefault(prefix) is var last && last == space)
                continue;

            before.Add((prefix, last));
            rendered[prefix] = space;
            written.Append(prefix.Length == 0 ? " xmlns" : " xmlns:").Append(prefix);
            Value(space);
        }

        foreach (var attribute in element.Attributes.OrderBy(one => one.Space, StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.Ordinal))
        {
            written.Append(' ');
            Qualified(attribute.Prefix, attribute.Name);
            Value(attribute.Value);
        }

        written.Append('>');
        Inside(element);
        written.Append("</");
        Qualified(element.Prefix, element.Name);
        written.Append('>');
        foreach (var (prefix, space) in before)
            Restore(prefix, space);
    }

    // The declarations that an element must have around it: those of its own names, and those that are asked for everywhere.
    private SortedDictionary<string, string> Needed(Branch element)
    {
        var needed = new SortedDictionary<string, string>(StringComparer.Ordinal) { [element.Prefix] = element.Space };
        foreach (var attribute in element.Attributes)
        {
            if (attribute.Prefix.Length > 0)
                needed[attribute.Prefix] = attribute.Space;
        }

        foreach (var prefix in inclusive)
        {
            if ((element.Resolve(prefix) ?? (prefix.Length == 0 ? "" : null)) is { } space)
                needed[prefix] = space;
        }

        needed.Remove("xml");
        return needed;
    }

    private void Inside(Branch element)
    {
        foreach (var item in element.Content)
        {
            if (item is Branch child)
            {
                if (child != without)
                    Element(child);
            }
            else
            {
                Text((string)item);
            }
        }
    }

    private void Restore(string prefix, string? space)
    {
        if (space is null)
            rendered.Remove(prefix);
        else
            rendered[prefix] = space;
    }

    private void Qualified(string prefix, string name)
    {
        if (prefix.Length > 0)
            written.Append(prefix).Append(':');
        written.Append(name);
    }

    private void Text(string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => written.Append("&amp;"),
                '<' => written.Append("&lt;"),
                '>' => written.Append("&gt;"),
                '\r' => written.Append("&#xD;"),
                _ => written.Append(c),
            };
        }
    }

    private void Value(string value)
    {
        written.Append("=\"");
        foreach (var c in value)
        {
            _ = c switch
            {
                '&' => written.Append("&amp;"),
                '<' => written.Append("&lt;"),
                '"' => written.Append("&quot;"),
                '\t' => written.Append("&#x9;"),
                '\n' => written.Append("&#xA;"),
                '\r' => written.Append("&#xD;"),
                _ => written.Append(c),
            };
        }

        written.Append('"');
    }
}
