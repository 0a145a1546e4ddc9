namespace Gatehouse.Identity;

/// <summary>What a person can prove beside the password, in the order in which they are offered.</summary>
public enum SecondFactor
{
    /// <summary>The telephone: a code in a text message.</summary>
    Sms,

    /// <summary>An app that shares a secret with the server and shows codes that follow the clock.</summary>
    SoftwareToken,

    /// <summary>The mailbox: a code in a mail.</summary>
    Email,
}
