using System.Net;
using System.Text;

namespace Gatehouse.Identity;

/// <summary>What a template's placeholders stand for.</summary>
/// <param name="Code">For <c>{####}</c>: a code, or a temporary password.</param>
/// <param name="Username">For <c>{username}</c>.</param>
/// <param name="Link">Where <c>{##some words##}</c> leads; null where those are words like any others.</param>
public sealed record Filling(string Code, string Username, string? Link = null)
{
    /// <inheritdoc/>
    public override string ToString() => "Filling";
}

/// <summary>
/// Fills in what templates leave open, in one pass: what was filled in is not read again, so that nobody's name is a template. In HTML
/// it is escaped, for names come from strangers.
/// </summary>
public static class Placeholders
{
    /// <summary>Stands for a code, or a temporary password.</summary>
    public const string Code = "{####}";

    /// <summary>Stands for the user name.</summary>
    public const string Username = "{username}";

    private const string LinkStart = "{##";
    private const string LinkEnd = "##}";

    /// <summary>Whether some words of a template are a link, as <c>{##Click here##}</c>.</summary>
    public static bool HasLink(string template)
    {
        for (var at = template.IndexOf(LinkStart, StringComparison.Ordinal); at >= 0; at = template.IndexOf(LinkStart, at + 1, StringComparison.Ordinal))
        {
            if (LinkWords(template.AsSpan(at)) > 0)
                return true;
        }

        return false;
    }

    /// <summary>The text with everything filled in.</summary>
    /// <param name="template">The template.</param>
    /// <param name="with">What the placeholders stand for.</param>
    /// <param name="isHtml">Whether the template is HTML; else it is plain text, and a link is shown as its address.</param>
    public static string Fill(string template, Filling with, bool isHtml)
    {
        var text = new StringBuilder(template.Length + 256);
        var rest = template.AsSpan();
        for (var at = rest.IndexOf('{'); at >= 0; at = rest.IndexOf('{'))
        {
            text.Append(rest[..at]);
            rest = rest[(at + Append(text, rest[at..], with, isHtml))..];
        }

        return text.Append(rest).ToString();
    }

    // Answers how many characters of the template it stood for.
    private static int Append(StringBuilder text, ReadOnlySpan<char> template, Filling with, bool isHtml)
    {
        if (template.StartsWith(Code, StringComparison.Ordinal))
            return Append(text, with.Code, Code.Length, isHtml);
        if (template.StartsWith(Username, StringComparison.Ordinal))
            return Append(text, with.Username, Username.Length, isHtml);
        if (with.Link is not { } link || LinkWords(template) is not (> 0 and var words))
            return Append(text, "{", 1, isHtml: false);

        var whole = LinkStart.Length + words + LinkEnd.Length;
        if (!isHtml)
            return Append(text, link, whole, isHtml);

        text.Append("<a href=\"").Append(WebUtility.HtmlEncode(link)).Append("\">").Append(template.Slice(LinkStart.Length, words)).Append("</a>");
        return whole;
    }

    private static int Append(StringBuilder text, string value, int length, bool isHtml)
    {
        text.Append(isHtml ? WebUtility.HtmlEncode(value) : value);
        return length;
    }

    // How many characters are a link's words; 0 where no link begins. Without words it is the code.
    private static int LinkWords(ReadOnlySpan<char> template) =>
        template.StartsWith(LinkStart, StringComparison.Ordinal) ? Math.Max(0, template[LinkStart.Length..].IndexOf(LinkEnd, StringComparison.Ordinal)) : 0;
}
