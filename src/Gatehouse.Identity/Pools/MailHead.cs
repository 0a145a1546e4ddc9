namespace Gatehouse.Identity;

/// <summary>Who a pool's mails come from.</summary>
public sealed record MailHead
{
    /// <summary>A mail address, or a name with one in angle brackets; null for that of the installation.</summary>
    public string? From { get; init; }

    /// <summary>The mail address that answers go to; null for the sender's.</summary>
    public string? ReplyTo { get; init; }
}
