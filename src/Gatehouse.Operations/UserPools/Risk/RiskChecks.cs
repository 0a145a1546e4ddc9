using System.Text.RegularExpressions;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>What settings for risks must be, beyond what the service model says.</summary>
public static partial class RiskChecks
{
    /// <summary>What is wrong; null when nothing.</summary>
    public static Fault? Broken(SetRiskConfigurationRequest request) =>
        Ranges(request.RiskExceptionConfiguration) ?? Notices(request.AccountTakeoverRiskConfiguration);

    private static Fault? Ranges(RiskExceptionConfigurationType? exceptions)
    {
        foreach (var range in (exceptions?.BlockedIPRangeList ?? []).Concat(exceptions?.SkippedIPRangeList ?? []))
        {
            if (range.Length > LongestRange || AddressRange.Parse(range) is null)
                return Faults.InvalidParameter($"Invalid IP range: {Cut(range)}. It must be in CIDR notation, as 10.0.0.0/8.");
        }

        return null;
    }

    private static Fault? Notices(AccountTakeoverRiskConfigurationType? takeover)
    {
        if (takeover?.NotifyConfiguration is not { } notices)
            return null;
        if (!SesIdentity().IsMatch(notices.SourceArn))
            return Faults.InvalidParameter("SourceArn must be the ARN of an identity of Amazon SES.");
        if (new[] { notices.From, notices.ReplyTo }.Any(address => address?.Length > LongestSender || (address is not null && !Sender().IsMatch(address))))
            return Faults.InvalidParameter("Provided From or ReplyTo email address is invalid");

        return new[] { notices.BlockEmail, notices.NoActionEmail, notices.MfaEmail }.Any(mail => mail is { HtmlBody: null, TextBody: null })
            ? Faults.InvalidParameter("A notification email must have an HtmlBody or a TextBody.")
            : null;
    }

    private const int LongestRange = 64;
    private const int LongestSender = 320;

    private static string Cut(string text) => text.Length <= LongestRange ? text : text[..LongestRange] + "…";

    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:ses:[a-z0-9-]{1,32}:[0-9]{12}:identity/\S{1,320}\z", Plain)]
    private static partial Regex SesIdentity();

    // It becomes a header of every mail: an address, or a name and an address in angle brackets, on one line.
    [GeneratedRegex(@"\A([^<>\p{C}]*<[^\s<>@\p{C}]+@[^\s<>@\p{C}]+>|[^\s<>@\p{C}]+@[^\s<>@\p{C}]+)\z", Plain)]
    private static partial Regex Sender();
}
