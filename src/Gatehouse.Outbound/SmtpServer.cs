using MimeKit;

namespace Gatehouse.Outbound;

/// <summary>How the way to the mail server is protected.</summary>
public enum SmtpTls
{
    /// <summary>The connection begins in clear and must be upgraded before anything else is said.</summary>
    StartTls,

    /// <summary>The connection is TLS from its first byte.</summary>
    Implicit,

    /// <summary>Nothing is protected: for a server on the same machine.</summary>
    None,
}

/// <summary>The server that takes our mail.</summary>
/// <param name="Host">A host name, which its certificate must bear, or an IP address.</param>
/// <param name="Port">1 to 65,535.</param>
/// <param name="Tls">How the connection is protected.</param>
/// <param name="From">Who the mail comes from.</param>
public sealed record SmtpServer(string Host, int Port, SmtpTls Tls, MailboxAddress From)
{
    /// <summary>The account; null when the server asks for none.</summary>
    public string? User { get; init; }

    /// <summary>The account's password. It is never printed.</summary>
    public string? Password { get; init; }

    /// <summary>Host and port, nothing else.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
