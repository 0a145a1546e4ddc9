namespace Gatehouse.Identity;

/// <summary>Judges tokens of other people's servers as logins.</summary>
public sealed class ForeignLogins(IForeignTokens tokens, IParts<OidcTrust> trusts, Realm realm)
{
    /// <summary>The login that a token of a big provider proves.</summary>
    /// <param name="provider">One of <see cref="SocialProviders.Names"/>.</param>
    /// <param name="applications">The ids of the applications, separated by semicolons.</param>
    /// <param name="token">The token.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<Proof>> BySocial(string provider, string applications, string token, CancellationToken ct)
    {
        var ids = applications.Split(';', StringSplitOptions.RemoveEmptyEntries);
        var read = provider switch
        {
            SocialProviders.Google => await tokens.Read(token, new("https://" + provider, ids) { Alias = provider }, ct),
            SocialProviders.Apple => await tokens.Read(token, new("https://" + provider, ids), ct),
            SocialProviders.Facebook or SocialProviders.Amazon => await tokens.Ask(provider, token, ids, ct),
            _ => RefusalKind.ProviderUnknown,
        };
        return Proven(read, provider, [provider]);
    }

    /// <summary>The login that a token of an OpenID provider proves.</summary>
    /// <param name="arn">The name of the provider's record.</param>
    /// <param name="token">The token.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<Proof>> ByRecord(string arn, string token, CancellationToken ct)
    {
        if (OpenIdNames.HostOf(arn) is not { } host || await trusts.Find("", "", host.ToLowerInvariant(), ct) is not { } trust || trust.ArnIn(realm.AccountId) != arn)
            return RefusalKind.ProviderUnknown;

        return Proven(await tokens.Read(token, new("https://" + trust.Url, trust.ClientIds), ct), host, [host, arn]);
    }

    private static Outcome<Proof> Proven(Outcome<ForeignToken> read, string provider, IReadOnlyList<string> names) =>
        read.Refused(out var refusal, out var token)
            ? refusal
            : new Proof(new(provider, token.Subject), names, $"{provider}:{token.Audience}:{token.Subject}", token.Claims);
}
