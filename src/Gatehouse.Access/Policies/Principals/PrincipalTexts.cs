using System.Text;
using System.Text.Encodings.Web;

namespace Gatehouse.Access.Policies;

/// <summary>The accounts, users, roles and sessions that a document names under <c>AWS</c> in its <c>Principal</c> elements.</summary>
public static class PrincipalTexts
{
    /// <summary>The names, each once, as they are meant: without JSON's escapes. None where the text is no policy.</summary>
    /// <param name="document">The document.</param>
    public static IReadOnlyList<string> In(string document) => [.. Scalars(document).Select(name => name.Text).Distinct(StringComparer.Ordinal)];

    /// <summary>The document with other names in the place of some; all else stays as it is written.</summary>
    /// <param name="document">The document.</param>
    /// <param name="others">Which name becomes which.</param>
    public static string Replace(string document, IReadOnlyDictionary<string, string> others)
    {
        var (text, done) = (new StringBuilder(document.Length), 0);
        foreach (var name in Scalars(document).Where(name => others.ContainsKey(name.Text)))
        {
            var quote = document.IndexOf('"', OffsetOf(document, name.Start));
            text.Append(document, done, quote - done);
            text.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(others[name.Text])).Append('"');
            done = OffsetOf(document, name.End);
        }

        return text.Append(document, done, document.Length - done).ToString();
    }

    private static IEnumerable<JsonScalar> Scalars(string document) =>
        from statement in Elements.Statements((JsonDocuments.Read(document) as JsonMap)?["Statement"]) ?? []
        from name in (statement["Principal"] as JsonMap)?["AWS"] switch
        {
            JsonList list => list.Items.OfType<JsonScalar>(),
            JsonScalar one => [one],
            _ => [],
        }
        where name.IsString
        select name;

    private static int OffsetOf(string document, TextPosition position)
    {
        var start = 0;
        for (var line = 1; line < position.Line; line++)
            start = document.IndexOf('\n', start) + 1;
        return start + position.Column - 1;
    }
}
