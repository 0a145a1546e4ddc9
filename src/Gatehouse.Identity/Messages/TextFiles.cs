namespace Gatehouse.Identity;

/// <summary>Where a text of the operator's holds.</summary>
/// <param name="PoolId">In this pool only; empty for all.</param>
/// <param name="Language">In this language, in its <see cref="Languages.Canonical"/> form, or <see cref="Languages.Default"/>.</param>
/// <param name="Name">What it is, as <c>code.html</c>.</param>
public readonly record struct TextPlace(string PoolId, string Language, string Name);

/// <summary>The texts that the operator wrote for messages. They are read when the program starts, and judged before they come here.</summary>
/// <param name="Texts">What is said where.</param>
public sealed record TextFiles(IReadOnlyDictionary<TextPlace, string> Texts)
{
    /// <summary>No text at all.</summary>
    public static readonly TextFiles None = new(new Dictionary<TextPlace, string>());

    /// <summary>
    /// The text of the first language that has one, and in it of the first name. Where only the text of a mail is given, its subject is
    /// ours in that language.
    /// </summary>
    /// <param name="poolId">The pool; empty for texts of all pools.</param>
    /// <param name="languages">The languages, dearest first; <see cref="Languages.Default"/> comes after them.</param>
    /// <param name="names">What the message may be called, most exact first; the last one is that of its kind.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="channel">How it travels.</param>
    public MessageText? Find(string poolId, IReadOnlyList<string> languages, IReadOnlyList<string> names, MessageKind kind, Channel channel)
    {
        if (Texts.Count == 0)
            return null;

        foreach (var language in languages.Append(Languages.Default))
        {
            foreach (var name in names)
            {
                if (Texts.GetValueOrDefault(new(poolId, language, name + (channel is Channel.Sms ? ".sms" : ".html"))) is not { } text)
                    continue;
                if (channel is Channel.Sms)
                    return new("", text);

                var subject = Texts.GetValueOrDefault(new(poolId, language, name + ".subject"));
                return new(subject ?? Translations.For(language is Languages.Default ? languages : [language]).Messages.Of(kind, channel).Subject, text);
            }
        }

        return null;
    }
}
