namespace Gatehouse.Identity;

/// <summary>What an assertion must be to be taken.</summary>
/// <param name="Issuer">Who must have signed it.</param>
/// <param name="Audiences">The names of whom it may be meant for; one of them must be said.</param>
/// <param name="Recipients">The addresses that it may be sent to.</param>
public sealed record SamlExpectation(SamlParty Issuer, IReadOnlyCollection<string> Audiences, IReadOnlyCollection<string> Recipients);

/// <summary>What a SAML provider says of a person, in an assertion that it signed.</summary>
/// <param name="Id">The assertion's own name, which the provider gives to no other.</param>
/// <param name="Issuer">The provider's entity ID.</param>
/// <param name="Subject">Its name for the person, just as it is written: 1 to 1,024 characters.</param>
public sealed record SamlStatement(string Id, string Issuer, string Subject)
{
    /// <summary>Of what kind the name is: a URI.</summary>
    public required string SubjectFormat { get; init; }

    /// <summary>For whom it is: one of those that were expected.</summary>
    public required string Audience { get; init; }

    /// <summary>Where it was sent: one of the addresses that were expected.</summary>
    public required string Recipient { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Issued { get; init; }

    /// <summary>When it stops being good, with all patience for other people's clocks.</summary>
    public required DateTimeOffset UsableUntil { get; init; }

    /// <summary>When the person's session there ends; null when it does not say.</summary>
    public DateTimeOffset? SessionEnds { get; init; }

    /// <summary>What it says of the person: the values by the full name of the attribute. Values that are no plain text are not among them.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(SamlStatement);
}

/// <summary>Judges assertions of SAML providers.</summary>
public interface ISamlAssertions
{
    /// <summary>Judges a response with one assertion (saml-core-2.0-os; the browser profile, saml-profiles-2.0-os, section 4.1.4.3).</summary>
    /// <param name="response">The response in base64.</param>
    /// <param name="expected">What it must be.</param>
    /// <returns>One of <see cref="SamlFlaw"/> when it is not to be believed. Whether it was shown before is for the caller to ask.</returns>
    Outcome<SamlStatement> Read(string response, SamlExpectation expected);
}
