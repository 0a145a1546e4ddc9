using System.Text;
using System.Text.RegularExpressions;
using Gatehouse.Identity;

namespace Gatehouse.Hosting;

/// <summary>
/// Reads the operator's texts for messages: <c>{language}/{name}.html|subject|sms</c>, and the same below a folder that is called like a
/// pool. What would not work as a message is a mistake at the start of the program, and not when the first person waits for it.
/// </summary>
public static partial class TemplateFolder
{
    private const int LongestMail = 100_000;
    private const int LongestSubject = 140;
    private const int LongestSms = 480;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="problem">What is wrong, as the rest of a sentence about the setting; null when nothing is.</param>
    public static TextFiles Read(string folder, out string? problem)
    {
        var texts = new Dictionary<TextPlace, string>();
        try
        {
            problem = ReadPools(new(folder), texts);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problem = "must be a folder that this program may read, with everything in it.";
        }

        return new(texts);
    }

    private static string? ReadPools(DirectoryInfo folder, Dictionary<TextPlace, string> texts)
    {
        foreach (var inside in Visible(folder))
        {
            var problem = inside is DirectoryInfo pool && PoolId().IsMatch(pool.Name)
                ? Visible(pool).Select(below => ReadLanguage(pool.Name, below, $"{pool.Name}/{below.Name}", texts)).FirstOrDefault(wrong => wrong is not null)
                : ReadLanguage("", inside, inside.Name, texts);
            if (problem is not null)
                return problem;
        }

        return null;
    }

    private static string? ReadLanguage(string poolId, FileSystemInfo inside, string path, Dictionary<TextPlace, string> texts)
    {
        if (inside is not DirectoryInfo folder || Languages.Canonical(folder.Name) is not { } language)
            return $"must hold folders that are called like a language (de, pt-BR) or {Languages.Default}, which {path} is not.";

        return Visible(folder).Select(file => ReadText(new(poolId, language, file.Name), file, $"{path}/{file.Name}", texts)).FirstOrDefault(wrong => wrong is not null);
    }

    private static string? ReadText(TextPlace place, FileSystemInfo inside, string path, Dictionary<TextPlace, string> texts)
    {
        var (name, form) = (Path.GetFileNameWithoutExtension(inside.Name), inside.Extension);
        if (inside is not FileInfo file || form is not (".html" or ".subject" or ".sms") || !Phrasebook.Names.TryGetValue(name, out var kind)
            || (kind is MessageKind.Link && form is ".sms"))
            return $"must hold texts that are called {string.Join(", ", Phrasebook.Names.Keys)}, each .html, .subject or .sms (a link has none), which {path} is not.";
        if (file.Length > LongestMail * 4)
            return $"holds more than {LongestMail} characters in {path}; it must not.";
        if (Text(file) is not { } text)
            return $"must hold texts in UTF-8, which {path} is not.";
        if (Broken(text, kind, form) is { } broken)
            return $"holds a text that will not do: {path} {broken}.";
        if (form is ".subject" && !File.Exists(Path.ChangeExtension(file.FullName, ".html")))
            return $"holds {path} without the .html that it is the subject of; both must be there.";

        texts[place] = text;
        return null;
    }

    private static string? Broken(string text, MessageKind kind, string form)
    {
        var most = form switch { ".html" => LongestMail, ".subject" => LongestSubject, _ => LongestSms };
        if (text.Length == 0 || text.Length > most)
            return $"must have 1 to {most} characters";
        if (form is ".subject")
            return text.Any(char.IsControl) ? "must be one line" : null;
        if (kind is MessageKind.Link)
            return Placeholders.HasLink(text) ? null : "must hold a link, as {##Click here##}";
        if (!text.Contains(Placeholders.Code, StringComparison.Ordinal))
            return $"must hold {Placeholders.Code}";

        return kind is MessageKind.Invitation && !text.Contains(Placeholders.Username, StringComparison.Ordinal) ? $"must hold {Placeholders.Username}" : null;
    }

    // Editors end a file with a new line; no message shall.
    private static string? Text(FileInfo file)
    {
        try
        {
            return Strict.GetString(File.ReadAllBytes(file.FullName)).TrimStart('\uFEFF').TrimEnd();
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // What editors, version control and volumes of containers leave there is called like this.
    private static IEnumerable<FileSystemInfo> Visible(DirectoryInfo folder) =>
        folder.EnumerateFileSystemInfos().Where(inside => !inside.Name.StartsWith('.')).OrderBy(inside => inside.Name, StringComparer.Ordinal);

    [GeneratedRegex(@"\A[a-z]{2}(-[a-z]+)+-[0-9]{1,2}_[0-9A-Za-z]{1,40}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PoolId();
}
