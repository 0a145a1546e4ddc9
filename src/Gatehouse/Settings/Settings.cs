using Gatehouse.Crypto;
using Gatehouse.Doors;
using Gatehouse.Identity;
using Gatehouse.Outbound;
using Gatehouse.Triggers;
using System.Net;

namespace Gatehouse.Hosting;

/// <summary>How the log is written.</summary>
public enum LogForm
{
    /// <summary>One line of text for each event.</summary>
    Text,

    /// <summary>One JSON object on a line for each event.</summary>
    Json,
}

/// <summary>The credentials that may do everything, as the operator set them.</summary>
/// <param name="AccessKeyId">16 to 128 letters, digits and underscores.</param>
/// <param name="SecretAccessKey">16 to 128 visible ASCII characters. It is never printed.</param>
public sealed record RootCredentials(string AccessKeyId, string SecretAccessKey)
{
    /// <summary>The id without its secret.</summary>
    public override string ToString() => $"RootCredentials {AccessKeyId}";
}

/// <summary>Where the master key comes from; with both members null it is generated in the data directory.</summary>
/// <param name="Text">The key itself.</param>
/// <param name="File">The file that holds it.</param>
public sealed record MasterKeyOrigin(string? Text, string? File)
{
    /// <summary>The file without the key.</summary>
    public override string ToString() => $"MasterKeyOrigin {File}";
}

/// <summary>Everything the operator decided, checked: what this record holds can be used as it is.</summary>
public sealed record Settings
{
    /// <summary>Demo data is made and shown, mails are shown instead of sent, and only this machine may call.</summary>
    public required bool IsDev { get; init; }

    /// <summary>Where to listen; never empty.</summary>
    public required IReadOnlyList<ListenAddress> Urls { get; init; }

    /// <summary>The base of issuers as set; null when it follows from the first address.</summary>
    public required string? PublicUrl { get; init; }

    /// <summary>The full path of the data directory; it need not exist.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The PostgreSQL connection string; null for SQLite in the data directory.</summary>
    public required string? Database { get; init; }

    /// <summary>The root credentials; null when they are generated.</summary>
    public required RootCredentials? Root { get; init; }

    /// <summary>Where the master key comes from.</summary>
    public required MasterKeyOrigin MasterKey { get; init; }

    /// <summary>The region in pool ids and ARNs.</summary>
    public required string Region { get; init; }

    /// <summary>The twelve digits in ARNs.</summary>
    public required string AccountId { get; init; }

    /// <summary>The mail server; null when there is none.</summary>
    public required SmtpServer? Smtp { get; init; }

    /// <summary>The gateway for text messages; null when there is none.</summary>
    public required SmsGateway? Sms { get; init; }

    /// <summary>Sent messages are kept for a day and can be read.</summary>
    public required bool KeepsMessages { get; init; }

    /// <summary>The proxies whose <c>X-Forwarded-For</c> is believed; empty for none.</summary>
    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    /// <summary>Hosts that may be asked whatever address they have, as <c>idp.corp.example</c> or <c>localhost:8080</c>; empty for none.</summary>
    public required IReadOnlyList<string> TrustedHosts { get; init; }

    /// <summary>Where functions of pools are; empty for none.</summary>
    public required IReadOnlyList<FunctionPlan> Functions { get; init; }

    /// <summary>The keys that seal codes for functions that send messages, by the references that pools use; empty for none.</summary>
    public required SenderKeys SenderKeys { get; init; }

    /// <summary>The services that this installation decides for; none without any.</summary>
    public required DoorsFile Doors { get; init; }

    /// <summary>The full path of the file that tells of them; null when they are not in a file.</summary>
    public required string? DoorsPath { get; init; }

    /// <summary>What programs at doors prove themselves with; null when none may ask.</summary>
    public required string? DoorSecret { get; init; }

    /// <summary>The operator's texts for messages; none without a folder of them.</summary>
    public required TextFiles Templates { get; init; }

    /// <summary>How many messages may be asked for in an hour.</summary>
    public required SendCaps MessageLimits { get; init; }

    /// <summary>The operator's own list of stolen passwords, opened; null for the one that comes with the program.</summary>
    public required HashFile? CompromisedPasswords { get; init; }

    /// <summary>Stolen passwords are refused in pools that say nothing of them.</summary>
    public required bool BlocksCompromised { get; init; }

    /// <summary>What a pool's feature plan does not have is refused, as the real service does; otherwise every plan has everything.</summary>
    public required bool HasStrictTiers { get; init; }

    /// <summary>How long people's histories of sign-ins are kept.</summary>
    public required TimeSpan EventRetention { get; init; }

    /// <summary>The largest file of a user import, in bytes.</summary>
    public required long ImportLimit { get; init; }

    /// <summary>The form of the log.</summary>
    public required LogForm Log { get; init; }

    /// <summary>How the outside names this installation, when its first address is this.</summary>
    public Realm Realm(string firstUrl) => new(Region, AccountId, PublicUrl ?? firstUrl);

    /// <summary>Does not show what is secret.</summary>
    public override string ToString() => $"Settings {string.Join(';', Urls)}";
}
