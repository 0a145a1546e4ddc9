namespace Gatehouse.Identity;

/// <summary>What is to be made of a provider's word?</summary>
/// <param name="Caller">Through what the person comes.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Word">What it says.</param>
public sealed record FederationQuestion(Caller Caller, IdentityProvider Provider, ProviderWord Word)
    : Question<MappedClaims>(Occasion.FederatedArrival, Caller, Word.Subject)
{
    /// <inheritdoc/>
    public override MappedClaims Unasked => new(Word.Claims);
}

/// <summary>Claims of a provider that are mapped into attributes. Printing them does not show them.</summary>
/// <param name="Values">By the provider's names.</param>
public sealed record MappedClaims(IReadOnlyDictionary<string, string> Values)
{
    /// <inheritdoc/>
    public override string ToString() => "MappedClaims";
}
