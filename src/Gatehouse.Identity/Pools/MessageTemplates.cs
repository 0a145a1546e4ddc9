namespace Gatehouse.Identity;

/// <summary>What a pool's messages say. <c>{####}</c> stands for the code, <c>{username}</c> for the name, <c>{##words##}</c> for a link.</summary>
public sealed record MessageTemplates
{
    /// <summary>What a pool says that has no words of its own, in English. Real clients know it.</summary>
    public static readonly MessageTemplates Standard = new();

    /// <summary>A mail that ends a sign-up holds a link, and not a code to be typed.</summary>
    public bool ConfirmsByLink { get; init; }

    /// <summary>Subject of a mail with a code.</summary>
    public string CodeSubject { get; init; } = "Your verification code";

    /// <summary>Body of a mail with a code; HTML is allowed.</summary>
    public string CodeEmail { get; init; } = "Your confirmation code is {####}";

    /// <summary>Text message with a code.</summary>
    public string CodeSms { get; init; } = "Your confirmation code is {####}";

    /// <summary>Subject of a mail with a link.</summary>
    public string LinkSubject { get; init; } = "Your verification link";

    /// <summary>Body of a mail with a link; HTML is allowed.</summary>
    public string LinkEmail { get; init; } = "Please click the link below to verify your email address. {##Verify Email##}";

    /// <summary>Text message with a code that signs in.</summary>
    public string FactorSms { get; init; } = "Your authentication code is {####}.";

    /// <summary>Subject of a mail with a code that signs in.</summary>
    public string FactorSubject { get; init; } = "Your authentication code";

    /// <summary>Body of a mail with a code that signs in; HTML is allowed.</summary>
    public string FactorEmail { get; init; } = "Your authentication code is {####}.";

    /// <summary>Subject of an invitation.</summary>
    public string InviteSubject { get; init; } = "Your temporary password";

    /// <summary>Body of an invitation.</summary>
    public string InviteEmail { get; init; } = "Your username is {username} and temporary password is {####}.";

    /// <summary>Text message of an invitation.</summary>
    public string InviteSms { get; init; } = "Your username is {username} and temporary password is {####}.";

    /// <summary>What a kind of message says.</summary>
    public MessageText Of(MessageKind kind, Channel channel) => (kind, channel) switch
    {
        (MessageKind.SignIn, Channel.Sms) => new("", FactorSms),
        (MessageKind.SignIn, _) => new(FactorSubject, FactorEmail),
        (MessageKind.Invitation, Channel.Sms) => new("", InviteSms),
        (MessageKind.Invitation, _) => new(InviteSubject, InviteEmail),
        (_, Channel.Sms) => new("", CodeSms),
        (MessageKind.Link, _) => new(LinkSubject, LinkEmail),
        _ => new(CodeSubject, CodeEmail),
    };

    /// <summary>The same where it is not what everybody says; else null.</summary>
    public MessageText? Own(MessageKind kind, Channel channel) => Of(kind, channel) is var text && text == Standard.Of(kind, channel) ? null : text;
}
