using System.Text.RegularExpressions;

namespace Gatehouse.ModelGen;

/// <summary>Which files of tests name an operation: in C# its class or request, in JavaScript its name or command.</summary>
internal sealed partial class Coverage
{
    private const int Shown = 4;

    private readonly Dictionary<string, SortedSet<string>> filesByWord = new(StringComparer.Ordinal);

    public Coverage(Tree tree)
    {
        foreach (var path in tree.Sources("test/Gatehouse.Tests").Concat(tree.Sources("test/Gatehouse.Clients.Tests/js", "*.test.mjs")))
        {
            foreach (var word in Words(tree.Read(path)))
            {
                if (!filesByWord.TryGetValue(word, out var files))
                    filesByWord[word] = files = new(StringComparer.Ordinal);

                files.Add(Path.GetFileName(path));
            }
        }
    }

    /// <summary>The files as a cell of a table: those that bear the operation's name first.</summary>
    public string Of(string operation)
    {
        var files = new[] { operation, operation + "Request", operation + "Command" }
            .SelectMany(word => filesByWord.GetValueOrDefault(word) ?? [])
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(file => file.Contains(operation, StringComparison.Ordinal))
            .ThenBy(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .ThenBy(file => file, StringComparer.Ordinal)
            .ToList();
        var names = string.Join(", ", files.Take(Shown).Select(file => Path.GetFileNameWithoutExtension(file)));
        return files.Count > Shown ? $"{names} and {files.Count - Shown} more" : names;
    }

    private static IEnumerable<string> Words(string text) => text.Split('\n')
        .Where(line => !line.StartsWith("namespace ", StringComparison.Ordinal) && !line.StartsWith("using ", StringComparison.Ordinal))
        .SelectMany(line => Word().Matches(line))
        .Select(match => match.Value)
        .Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"\b[A-Z][A-Za-z0-9]+\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
