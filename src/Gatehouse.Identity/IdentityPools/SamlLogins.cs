namespace Gatehouse.Identity;

/// <summary>Judges assertions of SAML providers as logins.</summary>
public sealed class SamlLogins(SamlIdentities identities)
{
    /// <summary>The login that an assertion proves.</summary>
    /// <param name="poolId">The identity pool; an assertion that another one took proves nothing here.</param>
    /// <param name="arn">The record of the provider, which is its name as a provider too.</param>
    /// <param name="response">The response in base64.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<Proof>> Prove(string poolId, string arn, string response, CancellationToken ct)
    {
        if ((await identities.Prove(arn, response, ct)).Refused(out var refusal, out var said))
            return refusal;

        return await identities.Bind(said, poolId, ct) ? new Proof(new(arn, said.Subject), [arn], $"{arn}:{said.Audience}:{said.Subject}", Claims(said)) : SamlFlaw.Used;
    }

    // The provider's attributes, and over them what makes an assertion as other tokens are.
    private static Dictionary<string, object> Claims(SamlStatement said)
    {
        var claims = said.Attributes.ToDictionary(attribute => attribute.Key, object (attribute) => attribute.Value, StringComparer.Ordinal);
        (claims["sub"], claims["aud"], claims["iss"]) = (said.Subject, said.Audience, said.Issuer);
        return claims;
    }
}
