using System.Xml;
using Gatehouse.Identity;

namespace Gatehouse.Federation.Saml;

/// <summary>Reads what a signed assertion says, and judges whether it is said to us, now.</summary>
/// <param name="response">The response around it; only an assertion's own signature may vouch for what is in it.</param>
/// <param name="assertion">The assertion as it was signed.</param>
/// <param name="expected">What it must be.</param>
/// <param name="now">The time.</param>
internal sealed class StatementReader(Branch response, Branch assertion, SamlExpectation expected, DateTimeOffset now)
{
    private const int LongestName = 1024;
    private const string Unspecified = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

    // Clocks of others are not ours.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly List<DateTimeOffset> ends = [];
    private string? audience;
    private string? recipient;

    /// <summary>The statement, or what is wrong with it.</summary>
    public Outcome<SamlStatement> Read()
    {
        if ((FrameFlaw() ?? IssuerFlaw() ?? ConditionsFlaw()) is { } flaw)
            return flaw;
        if (assertion.Only(Names.Assertion, "Subject") is not { } subject || subject.Only(Names.Assertion, "NameID") is not { Text: { Length: > 0 and <= LongestName } name } nameId)
            return SamlFlaw.Lacks("NameID");
        if (ConfirmationFlaw(subject) is { } unconfirmed)
            return unconfirmed;
        if (Times(assertion.Each(Names.Assertion, "AuthnStatement"), "SessionNotOnOrAfter").Refused(out var refusal, out var sessionEnds))
            return refusal;
        if (!assertion.Each(Names.Assertion, "AuthnStatement").Any())
            return SamlFlaw.Lacks("AuthnStatement");
        if (sessionEnds.Exists(end => now >= end))
            return SamlFlaw.SessionEnded;

        return new SamlStatement(assertion["ID"]!, expected.Issuer.EntityId, name)
        {
            SubjectFormat = nameId["Format"] ?? Unspecified,
            Audience = audience!,
            Recipient = recipient!,
            Issued = Time(assertion["IssueInstant"])!.Value,
            UsableUntil = ends.Min() + Patience,
            SessionEnds = sessionEnds.Count == 0 ? null : sessionEnds.Min(),
            Attributes = AttributesOf(),
        };
    }

    private Refusal? FrameFlaw()
    {
        if (response["Version"] != "2.0" || assertion["Version"] != "2.0")
            return SamlFlaw.NotAResponse;
        if (response.Only(Names.Protocol, "Status")?.Only(Names.Protocol, "StatusCode")?["Value"] != Names.Success)
            return SamlFlaw.Rejected;

        return response["Destination"] is { } destination && !expected.Recipients.Contains(destination) ? SamlFlaw.OtherRecipient : null;
    }

    private Refusal? IssuerFlaw()
    {
        var around = response.Each(Names.Assertion, "Issuer").ToList();
        if (assertion.Only(Names.Assertion, "Issuer")?.Text != expected.Issuer.EntityId || around.Exists(one => one.Text != expected.Issuer.EntityId))
            return SamlFlaw.OtherIssuer;
        if (string.IsNullOrEmpty(assertion["ID"]))
            return SamlFlaw.Lacks("ID");

        return Time(assertion["IssueInstant"]) is not { } issued ? SamlFlaw.Lacks("IssueInstant") : issued > now + Patience ? SamlFlaw.NotYet : null;
    }

    private Refusal? ConditionsFlaw()
    {
        if (assertion.Only(Names.Assertion, "Conditions") is not { } conditions)
            return SamlFlaw.Lacks("Conditions");
        if (conditions.Children.Any(one => one.Space != Names.Assertion || one.Name is not ("AudienceRestriction" or "OneTimeUse" or "ProxyRestriction")))
            return SamlFlaw.NotAResponse;

        // Each restriction must let us in.
        foreach (var restriction in conditions.Each(Names.Assertion, "AudienceRestriction"))
        {
            if (restriction.Each(Names.Assertion, "Audience").FirstOrDefault(one => one.Text is { } text && expected.Audiences.Contains(text)) is not { Text: { } ours })
                return SamlFlaw.OtherAudience;

            audience ??= ours;
        }

        return audience is null ? SamlFlaw.OtherAudience : PeriodFlaw(conditions);
    }

    private Refusal? ConfirmationFlaw(Branch subject)
    {
        if (subject.Only(Names.Assertion, "SubjectConfirmation") is not { } confirmation || confirmation["Method"] != Names.Bearer)
            return SamlFlaw.Lacks("SubjectConfirmation");
        if (confirmation.Only(Names.Assertion, "SubjectConfirmationData") is not { } data || data["NotOnOrAfter"] is null)
            return SamlFlaw.Lacks("SubjectConfirmationData");

        recipient = data["Recipient"];
        return recipient is null || !expected.Recipients.Contains(recipient) ? SamlFlaw.OtherRecipient : PeriodFlaw(data);
    }

    private Refusal? PeriodFlaw(Branch period)
    {
        if (Times([period], "NotBefore").Refused(out var flaw, out var begins) || Times([period], "NotOnOrAfter").Refused(out flaw, out var ending))
            return flaw;
        if (begins.Exists(begin => now + Patience < begin))
            return SamlFlaw.NotYet;

        ends.AddRange(ending);
        return ending.Exists(end => now >= end + Patience) ? SamlFlaw.Expired : null;
    }

    private static Outcome<List<DateTimeOffset>> Times(IEnumerable<Branch> elements, string attribute)
    {
        var said = elements.Select(one => one[attribute]).OfType<string>().ToList();
        var times = said.Select(Time).OfType<DateTimeOffset>().ToList();
        return times.Count == said.Count ? times : SamlFlaw.Lacks(attribute);
    }

    // SAML's times are in UTC and say so; the last of all would leave no room for patience.
    private static DateTimeOffset? Time(string? text)
    {
        try
        {
            return text is { Length: >= 20 and <= 40 } && text[10] == 'T' && text[^1] == 'Z' && XmlConvert.ToDateTimeOffset(text) is { Year: < 9999 } time ? time : null;
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private Dictionary<string, IReadOnlyList<string>> AttributesOf() => assertion.Each(Names.Assertion, "AttributeStatement")
        .SelectMany(statement => statement.Each(Names.Assertion, "Attribute"))
        .Where(attribute => attribute["Name"] is not null)
        .GroupBy(attribute => attribute["Name"]!, StringComparer.Ordinal)
        .ToDictionary(
            same => same.Key,
            IReadOnlyList<string> (same) => [.. same.SelectMany(attribute => attribute.Each(Names.Assertion, "AttributeValue")).Select(value => value.Text).OfType<string>()],
            StringComparer.Ordinal);
}
