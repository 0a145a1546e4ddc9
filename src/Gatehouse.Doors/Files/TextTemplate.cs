using System.Text;

namespace Gatehouse.Doors;

/// <summary>A text with names in it: <c>{id}</c> for a part of the path, <c>${region}</c> and <c>${account}</c> for what the installation is.</summary>
/// <remarks>What a name stands for is put in as it is and never read again: it can name nothing itself.</remarks>
public sealed class TextTemplate
{
    /// <summary>The names that do not come from the path.</summary>
    public static readonly IReadOnlyList<string> OfInstallation = ["${region}", "${account}"];

    private readonly IReadOnlyList<(string Text, bool IsName)> pieces;

    private TextTemplate(IReadOnlyList<(string Text, bool IsName)> pieces) => this.pieces = pieces;

    /// <summary>The names of the path that it needs.</summary>
    public IEnumerable<string> Names => pieces.Where(piece => piece.IsName && !OfInstallation.Contains(piece.Text)).Select(piece => piece.Text);

    /// <summary>The text before the first name of the path, with what stands for the installation left as it is.</summary>
    public string Beginning => string.Concat(pieces.TakeWhile(piece => !piece.IsName || OfInstallation.Contains(piece.Text)).Select(piece => piece.Text));

    /// <summary>Reads one; null where a brace opens and names nothing.</summary>
    public static TextTemplate? Parse(string text)
    {
        var read = new List<(string, bool)>();
        while (text.Length > 0)
        {
            var open = text.IndexOf('{', StringComparison.Ordinal);
            var plain = open < 0 ? text : text[..open].TrimEnd('$');
            if (plain.Contains('}', StringComparison.Ordinal))
                return null;
            if (plain.Length > 0)
                read.Add((plain, false));
            if (open < 0)
                break;

            var close = text.IndexOf('}', open);
            if (close < 0)
                return null;

            var name = text[plain.Length..(close + 1)];
            if (!OfInstallation.Contains(name) && (plain.Length != open || !IsName(name.AsSpan(1..^1))))
                return null;

            read.Add((OfInstallation.Contains(name) ? name : name[1..^1], true));
            text = text[(close + 1)..];
        }

        return new(read);
    }

    /// <summary>The text with every name replaced.</summary>
    /// <param name="values">By name: those of the path, and those of the installation.</param>
    public string Fill(IReadOnlyDictionary<string, string> values)
    {
        var filled = new StringBuilder();
        foreach (var (text, isName) in pieces)
            filled.Append(isName ? values[text] : text);
        return filled.ToString();
    }

    /// <summary>Whether a text may be a name of a path.</summary>
    internal static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
                return false;
        }

        return text.Length is > 0 and <= 64;
    }
}
