namespace Gatehouse.Identity;

/// <summary>What a pool's messages say. <c>{####}</c> stands for the code, <c>{username}</c> for the name.</summary>
public sealed record MessageTemplates
{
    /// <summary>Subject of a mail with a code.</summary>
    public string CodeSubject { get; init; } = "Your verification code";

    /// <summary>Body of a mail with a code; HTML is allowed.</summary>
    public string CodeEmail { get; init; } = "Your confirmation code is {####}";

    /// <summary>Text message with a code.</summary>
    public string CodeSms { get; init; } = "Your confirmation code is {####}";

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
}
