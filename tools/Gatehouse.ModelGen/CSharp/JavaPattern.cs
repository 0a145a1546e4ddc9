using System.Text;

namespace Gatehouse.ModelGen.CSharp;

/// <summary>The models' patterns are written for Java; this says the same in .NET's dialect.</summary>
/// <remarks>
/// Java's <c>\w \d \s \S</c> know ASCII only, its dot stops at more line ends, and its classes see whole code points: where a class takes
/// letters or symbols, .NET has to be told to take the surrogates that stand for those beyond the basic plane.
/// </remarks>
internal static class JavaPattern
{
    private static readonly Dictionary<char, string> Classes = new()
    {
        ['w'] = "a-zA-Z0-9_",
        ['d'] = "0-9",
        ['s'] = @"\t-\r ",
        ['S'] = @"\0-\x08\x0E-\x1F!-\uFFFF",
    };

    // A look-behind is not regular for the non-backtracking engine: here is the same language without it.
    private static readonly Dictionary<string, string> ByHand = new()
    {
        [@"^[0-9A-Za-z\.\-_]*(?<!\.)$"] = @"(?:[0-9A-Za-z\.\-_]*[0-9A-Za-z\-_])?",
    };

    public static string Translate(string pattern)
    {
        if (ByHand.TryGetValue(pattern, out var known))
            return known;

        var anyLine = pattern.StartsWith("(?s)", StringComparison.Ordinal);
        var dot = anyLine ? @"[\0-\uFFFF]" : @"[^\n\r\u0085\u2028\u2029]";
        var text = anyLine ? pattern[4..] : pattern;
        var result = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                result.Append(Escape(text[i..(i + 2)], inClass));
                i++;
                continue;
            }

            inClass = text[i] switch { '[' => true, ']' => false, _ => inClass };
            result.Append(text[i] == '.' && !inClass ? dot : text[i]);
        }

        return result.Replace(@"\p{L}", @"\p{L}\p{Cs}").ToString();
    }

    private static string Escape(string escape, bool inClass) =>
        !Classes.TryGetValue(escape[1], out var members) ? escape : inClass ? members : $"[{members}]";
}
