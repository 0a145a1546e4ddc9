namespace Gatehouse.Identity;

/// <summary>Is this somebody whom another directory knows?</summary>
/// <param name="Caller">Through what they come.</param>
/// <param name="Username">The name as it was typed.</param>
/// <param name="Password">The password as it was typed; null when it is forgotten.</param>
public sealed record MigrationQuestion(Caller Caller, string Username, string? Password) : Question<MigratedPerson>(Occasion.Migration, Caller, Username)
{
    /// <inheritdoc/>
    public override MigratedPerson Unasked => MigratedPerson.Unknown;
}

/// <summary>Somebody as another directory knows them.</summary>
/// <param name="Attributes">Attribute values; proofs of address may be among them. Null when nobody is known by the name.</param>
public sealed record MigratedPerson(IReadOnlyDictionary<string, string>? Attributes)
{
    /// <summary>Nobody is known by the name.</summary>
    public static readonly MigratedPerson Unknown = new((IReadOnlyDictionary<string, string>?)null);

    /// <summary>They must recover the password before they sign in.</summary>
    public bool MustReset { get; init; }

    /// <summary>Addresses that are other people's aliases move to them.</summary>
    public bool TakesAliases { get; init; }

    /// <summary>Codes by text message are their second factor from now on.</summary>
    public bool HasSmsFactor { get; init; }
}
