using System.Text;
using System.Xml;

namespace Gatehouse.Federation.Saml;

/// <summary>An attribute as it is written.</summary>
/// <param name="Prefix">Empty for none.</param>
/// <param name="Name">Without its prefix.</param>
/// <param name="Space">What its prefix stands for; empty for none.</param>
/// <param name="Value">With references resolved and white space as the reader of XML makes it.</param>
internal readonly record struct Leaf(string Prefix, string Name, string Space, string Value);

/// <summary>
/// An element of a document as it is written, with its prefixes, which trees elsewhere do not keep. Comments are not there, as in what is
/// signed; so the text around one is whole.
/// </summary>
internal sealed class Branch
{
    private readonly List<object> content = [];

    private Branch(XmlReader reader, Branch? parent)
    {
        (Prefix, Name, Space, Parent) = (reader.Prefix, reader.LocalName, reader.NamespaceURI, parent);
        var (declared, attributes) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<Leaf>());
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI == Names.Declarations)
                declared.Add(reader.Prefix.Length == 0 ? "" : reader.LocalName, reader.Value);
            else
                attributes.Add(new(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value));
        }

        (Declared, Attributes) = (declared, attributes);
        reader.MoveToElement();
    }

    public string Prefix { get; }

    public string Name { get; }

    /// <summary>The namespace.</summary>
    public string Space { get; }

    public Branch? Parent { get; }

    /// <summary>What prefixes stand for from here on; the empty one is the default.</summary>
    public IReadOnlyDictionary<string, string> Declared { get; }

    public IReadOnlyList<Leaf> Attributes { get; }

    /// <summary>Elements and texts in their order; no text follows another.</summary>
    public IReadOnlyList<object> Content => content;

    public IEnumerable<Branch> Children => content.OfType<Branch>();

    /// <summary>This element and all within it, in their order.</summary>
    public IEnumerable<Branch> All => Children.SelectMany(child => child.All).Prepend(this);

    /// <summary>The whole text; null when an element is in it.</summary>
    public string? Text => content switch
    {
        [] => "",
        [string text] => text,
        _ => null,
    };

    /// <summary>The value of an attribute without a namespace; null when there is none.</summary>
    public string? this[string attribute]
    {
        get
        {
            foreach (var leaf in Attributes)
            {
                if (leaf.Name == attribute && leaf.Space.Length == 0)
                    return leaf.Value;
            }

            return null;
        }
    }

    /// <summary>
    /// The root of a document; null for what is no XML, has a document type or processing instructions, says that it is not in UTF-8, or is
    /// larger or deeper than is good.
    /// </summary>
    public static Branch? Read(string text)
    {
        try
        {
            using var reader = SafeXml.Open(text);
            return Read(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Whether it is an element of that name.</summary>
    public bool Is(string space, string name) => Name == name && Space == space;

    /// <summary>The children of a name.</summary>
    public IEnumerable<Branch> Each(string space, string name) => Children.Where(child => child.Is(space, name));

    /// <summary>The only child of a name; null when there is none, or more than one.</summary>
    public Branch? Only(string space, string name) => Each(space, name).Take(2).ToList() is [var only] ? only : null;

    /// <summary>What a prefix stands for here; null when it is not declared.</summary>
    public string? Resolve(string prefix)
    {
        for (var at = this; at is not null; at = at.Parent)
        {
            if (at.Declared.TryGetValue(prefix, out var space))
                return space;
        }

        return null;
    }

    private static Branch? Read(XmlReader reader)
    {
        var text = new StringBuilder();
        Branch? root = null, at = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.Depth < SafeXml.MaxDepth:
                    at?.Take(text);
                    var isEmpty = reader.IsEmptyElement;
                    var branch = new Branch(reader, at);
                    at?.content.Add(branch);
                    root ??= branch;
                    at = isEmpty ? at : branch;
                    break;
                case XmlNodeType.EndElement:
                    at!.Take(text);
                    at = at.Parent;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    text.Append(at is null ? "" : reader.Value);
                    break;
                case XmlNodeType.XmlDeclaration when reader.GetAttribute("encoding") is null or "UTF-8" or "utf-8":
                case XmlNodeType.Comment:
                    break;
                default:
                    return null;
            }
        }

        return root;
    }

    private void Take(StringBuilder text)
    {
        if (text.Length == 0)
            return;

        content.Add(text.ToString());
        text.Clear();
    }
}
