namespace Gatehouse.Identity;

/// <summary>
/// Says what a message says, in the language of whoever gets it. What is nearer wins: the operator's texts for the pool, the pool's own
/// templates, the operator's texts for all pools, and then ours. Templates of a pool have one language only.
/// </summary>
public sealed class Phrasebook(TextFiles files)
{
    /// <summary>The template of a message.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="user">Whoever gets it.</param>
    /// <param name="why">Why it is sent.</param>
    /// <param name="channel">How it travels.</param>
    /// <param name="isByLink">It holds a link in place of a code.</param>
    public MessageText For(UserPool pool, User user, MessagePurpose why, Channel channel, bool isByLink = false)
    {
        var languages = Languages.From(user[Attributes.Locale]);
        var (kind, names) = isByLink ? (MessageKind.Link, [Link]) : Called(why);
        return files.Find(pool.Id, languages, names, kind, channel)
            ?? pool.Messages.Own(kind, channel)
            ?? files.Find("", languages, names, kind, channel)
            ?? Translations.For(languages).Messages.Of(kind, channel);
    }

    /// <summary>Every name that a text of the operator's may have, and the kind of message it is for.</summary>
    public static IReadOnlyDictionary<string, MessageKind> Names { get; } = new Dictionary<string, MessageKind>
    {
        [Code] = MessageKind.Code, [SignUp] = MessageKind.Code, [Recovery] = MessageKind.Code, [Attribute] = MessageKind.Code,
        [Link] = MessageKind.Link, [SignIn] = MessageKind.SignIn, [Invitation] = MessageKind.Invitation,
    };

    private const string Code = "code";
    private const string SignUp = "sign-up";
    private const string Recovery = "forgot-password";
    private const string Attribute = "attribute";
    private const string Link = "link";
    private const string SignIn = "sign-in";
    private const string Invitation = "invitation";

    private static (MessageKind Kind, IReadOnlyList<string> Names) Called(MessagePurpose why) => why switch
    {
        MessagePurpose.Authentication => (MessageKind.SignIn, [SignIn]),
        MessagePurpose.AdminCreateUser => (MessageKind.Invitation, [Invitation]),
        MessagePurpose.ForgotPassword => (MessageKind.Code, [Recovery, Code]),
        MessagePurpose.UpdateUserAttribute or MessagePurpose.VerifyUserAttribute => (MessageKind.Code, [Attribute, Code]),
        _ => (MessageKind.Code, [SignUp, Code]),
    };
}
