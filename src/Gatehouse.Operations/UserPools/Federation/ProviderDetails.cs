using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Details of a provider with nothing missing.</summary>
/// <param name="Details">By their names on the wire.</param>
public sealed record CompleteDetails(IReadOnlyDictionary<string, string> Details)
{
    /// <summary>What a SAML provider says of itself.</summary>
    public SamlParty? Saml { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(CompleteDetails);
}

/// <summary>Checks and completes the details of providers of every type.</summary>
public sealed class ProviderDetails(DetailChecks checks, OidcDetails oidc, SamlDetails saml)
{
    /// <summary>The whole details, or what is wrong with them. Other servers may be asked; nothing is stored.</summary>
    public async ValueTask<Reply<CompleteDetails>> Complete(ProviderType type, IReadOnlyDictionary<string, string> asked, Call call)
    {
        // An empty value is what some clients send for one that was never set.
        var given = asked.Where(detail => detail.Value.Length > 0).ToDictionary(StringComparer.Ordinal);
        if (checks.Broken(given) is { } broken)
            return broken;

        return type switch
        {
            ProviderType.Saml => await saml.Complete(given, call.Aborted),
            ProviderType.Oidc => await oidc.Complete(given, call.Aborted),
            _ => SocialDetails.Complete(type, given),
        };
    }
}
