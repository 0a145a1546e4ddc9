namespace Gatehouse.Outbound;

/// <summary>What the operator decided about messages.</summary>
/// <param name="Smtp">The mail server; null when there is none.</param>
/// <param name="KeepsMessages">Sent messages can be read for a day.</param>
/// <param name="ShowsMessages">Nothing is sent where there is neither mail server nor gateway: messages count as sent, and their codes are shown in the log.</param>
public sealed record OutboxOptions(SmtpServer? Smtp, bool KeepsMessages, bool ShowsMessages)
{
    /// <summary>The gateway for text messages; null when there is none.</summary>
    public SmsGateway? Sms { get; init; }
}
