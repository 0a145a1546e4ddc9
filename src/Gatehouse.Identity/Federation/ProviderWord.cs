namespace Gatehouse.Identity;

/// <summary>What a provider says of a person, once its signature was checked. Printing it does not show it.</summary>
/// <param name="Subject">Its own identifier of the person, which no function can change.</param>
public sealed record ProviderWord(string Subject)
{
    /// <summary>What the token endpoint answered; null for SAML.</summary>
    public IReadOnlyDictionary<string, string>? TokenResponse { get; init; }

    /// <summary>The claims of the ID token; null where there is none.</summary>
    public IReadOnlyDictionary<string, string>? IdToken { get; init; }

    /// <summary>What the userinfo endpoint answered; null where it was not asked.</summary>
    public IReadOnlyDictionary<string, string>? UserInfo { get; init; }

    /// <summary>The attributes of the SAML assertion; null for the others.</summary>
    public IReadOnlyDictionary<string, string>? SamlAssertion { get; init; }

    /// <summary>What it says of the person, by the provider's names. What is asked for last is the newest.</summary>
    public IReadOnlyDictionary<string, string> Claims
    {
        get
        {
            var claims = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var part in new[] { IdToken, UserInfo, SamlAssertion })
            {
                foreach (var (name, value) in part ?? new Dictionary<string, string>())
                    claims[name] = value;
            }

            return claims;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "ProviderWord";
}
