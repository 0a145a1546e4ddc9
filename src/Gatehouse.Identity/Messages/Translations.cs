using System.Text;

namespace Gatehouse.Identity;

/// <summary>What the page says that a confirmation link leads to.</summary>
/// <param name="Question">The question, and the title of the page.</param>
/// <param name="Button">What answers it.</param>
/// <param name="Done">The title when it is done.</param>
/// <param name="DoneText">What to do then.</param>
/// <param name="Failed">The title when the link is no good.</param>
/// <param name="FailedText">What to do then.</param>
public sealed record PageWords(string Question, string Button, string Done, string DoneText, string Failed, string FailedText);

/// <summary>Everything Gatehouse says to people, in one language.</summary>
/// <param name="Language">The language (BCP 47).</param>
/// <param name="Messages">What messages say.</param>
/// <param name="Page">What the page of links says.</param>
public sealed record Translation(string Language, MessageTemplates Messages, PageWords Page);

/// <summary>The languages in which Gatehouse speaks by itself. Files of the assembly hold them, one each.</summary>
public static class Translations
{
    private const string Folder = "Languages.";

    // What people write who mean one of ours. Portuguese is Brazil's here, and Chinese without a place is China's.
    private static readonly IReadOnlyDictionary<string, string> Others = new Dictionary<string, string>
    {
        ["pt"] = "pt-br", ["zh"] = "zh-cn", ["zh-hans"] = "zh-cn", ["zh-sg"] = "zh-cn",
        ["zh-hant"] = "zh-tw", ["zh-hk"] = "zh-tw", ["zh-mo"] = "zh-tw", ["in"] = "id",
    };

    private static readonly IReadOnlyDictionary<string, Translation> Known = Read();

    /// <summary>All of them.</summary>
    public static IEnumerable<Translation> All => Known.Values;

    /// <summary>The one for a language, or for what is less exact; null when there is none.</summary>
    public static Translation? Find(string? tag) => Languages.From(tag)
        .Select(language => Known.GetValueOrDefault(Others.GetValueOrDefault(language, language)))
        .FirstOrDefault(translation => translation is not null);

    /// <summary>The one for the first language that there is one for; else English.</summary>
    public static Translation For(params IEnumerable<string?> tags) => tags.Select(Find).FirstOrDefault(translation => translation is not null) ?? Known["en"];

    private static Dictionary<string, Translation> Read()
    {
        var assembly = typeof(Translations).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => Read(name[Folder.Length..], assembly.GetManifestResourceStream(name)!))
            .ToDictionary(translation => Languages.Canonical(translation.Language)!);
    }

    private static Translation Read(string language, Stream file)
    {
        using var reader = new StreamReader(file, Encoding.UTF8);
        var texts = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim());
        return new(language, Messages(texts), new(
            texts["page-question"], texts["page-button"], texts["page-done"], texts["page-done-text"], texts["page-failed"], texts["page-failed-text"]));
    }

    private static MessageTemplates Messages(Dictionary<string, string> texts) => new()
    {
        CodeSubject = texts["code-subject"],
        CodeEmail = texts["code"],
        CodeSms = texts["code"],
        LinkSubject = texts["link-subject"],
        LinkEmail = texts["link"],
        FactorSubject = texts["sign-in-subject"],
        FactorEmail = texts["sign-in"],
        FactorSms = texts["sign-in"],
        InviteSubject = texts["invitation-subject"],
        InviteEmail = texts["invitation"],
        InviteSms = texts["invitation"],
    };
}
