namespace Gatehouse.Identity;

/// <summary>Somebody whom a token stands for, as the trust policies of roles know them.</summary>
/// <param name="Provider">The provider, as policies name it: <c>cognito-identity.amazonaws.com</c>, the host of a big one, or the ARN of a record.</param>
/// <param name="Name">What its condition keys begin with, as <c>accounts.google.com</c>.</param>
/// <param name="Subject">Whose token it is.</param>
/// <param name="Audience">For whom it was made.</param>
public sealed record WebIdentity(string Provider, string Name, string Subject, string Audience)
{
    /// <summary>How they came to it (<c>amr</c>); none where it does not say.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Tags that the session gets.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The identity of an identity pool that it is; null for others.</summary>
    public string? IdentityId { get; init; }

    /// <summary>All ids of the application that got an access token; none for ID tokens.</summary>
    public IReadOnlyList<string> Applications { get; init; } = [];

    /// <summary>The condition keys that speak of them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Keys => Applications.Count > 0
        ? new Dictionary<string, IReadOnlyList<string>> { [$"{Name}:app_id"] = Applications, [$"{Name}:{(Name == SocialProviders.Facebook ? "id" : "user_id")}"] = [Subject] }
        : new Dictionary<string, IReadOnlyList<string>> { [$"{Name}:aud"] = [Audience], [$"{Name}:sub"] = [Subject], [$"{Name}:amr"] = Methods };

    /// <summary>
    /// The same person as they would come by applications that do not exist, one for each letter by which an id can differ: whoever trusts one
    /// of them trusts whatever application people were talked into. None for ID tokens, whose audience is judged before.
    /// </summary>
    public IEnumerable<WebIdentity> Strangers => Applications.SelectMany(Near).Select(application => this with { Applications = [application] });

    private static IEnumerable<string> Near(string application)
    {
        const string noLetter = "\u0001";
        for (var at = 0; at <= application.Length; at++)
        {
            yield return application.Insert(at, noLetter);
            yield return application[..at] + noLetter + application[Math.Min(at + 1, application.Length)..];
        }
    }
}

/// <summary>Judges tokens for which somebody wants to take on a role.</summary>
public sealed class WebIdentities(IForeignTokens foreign, IdentityTokens own, IIdentityStanding identities, IParts<OidcTrust> trusts, Realm realm)
{
    /// <summary>Identity pools, as policies name them.</summary>
    public const string IdentityPools = "cognito-identity.amazonaws.com";

    private const int LongestApplication = 256;

    /// <summary>Whether a provider can be asked whose an access token is.</summary>
    public static bool CanBeAsked(string provider) => provider is SocialProviders.Facebook or SocialProviders.Amazon;

    /// <summary>Who a token stands for.</summary>
    /// <param name="token">An ID token, or an access token of the provider that is named.</param>
    /// <param name="provider">The provider of an access token; null for ID tokens.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <returns>
    /// <see cref="RefusalKind.LoginInvalid"/> says what is wrong with it, <see cref="RefusalKind.ProviderUnknown"/> that nobody said to believe its
    /// maker, <see cref="RefusalKind.Unreachable"/> that its maker could not be asked.
    /// </returns>
    public async ValueTask<Outcome<WebIdentity>> Prove(string token, string? provider, CancellationToken ct)
    {
        if (provider is not null)
            return await OfProvider(token, provider, ct);
        if (foreign.IssuerOf(token) is not { } issuer)
            return LoginFlaw.NotAToken;
        if (issuer == realm.IdentityIssuer)
            return await OfPool(token, ct);

        // Records are found in whatever case, but below a host each case may be somebody else.
        var url = issuer.StartsWith("https://", StringComparison.Ordinal) ? issuer["https://".Length..].TrimEnd('/') : issuer;
        if (await trusts.Find("", "", url.ToLowerInvariant(), ct) is not { } trust || trust.Url != url)
            return RefusalKind.ProviderUnknown;
        if ((await foreign.Read(token, new(issuer, trust.ClientIds), ct)).Refused(out var refusal, out var read))
            return refusal;

        return new WebIdentity(trust.ArnIn(realm.AccountId), trust.Url, read.Subject, read.Audience)
        {
            Methods = ClaimText.All(read.Claims.GetValueOrDefault("amr")), Tags = TagClaim.Read(read.Claims),
        };
    }

    // Nobody said here which applications may come: the role that trusts the person must say it.
    private async ValueTask<Outcome<WebIdentity>> OfProvider(string token, string provider, CancellationToken ct)
    {
        if (!CanBeAsked(provider))
            return RefusalKind.ProviderUnknown;
        if ((await foreign.Ask(provider, token, applications: null, ct)).Refused(out var refusal, out var read))
            return refusal;

        var applications = ClaimText.All(read.Claims.GetValueOrDefault("app_id"));
        return applications.Count > 0 && applications.All(id => id.Length is > 0 and <= LongestApplication)
            ? new WebIdentity(provider, provider, read.Subject, read.Audience) { Applications = applications }
            : LoginFlaw.OtherAudience;
    }

    private async ValueTask<Outcome<WebIdentity>> OfPool(string token, CancellationToken ct)
    {
        if ((await own.Read(token, ct)).Refused(out var refusal, out var voucher))
            return refusal;
        if (!await identities.Stands(voucher, ct))
            return LoginFlaw.SignedOut;

        return new WebIdentity(IdentityPools, IdentityPools, voucher.IdentityId, voucher.PoolId)
        {
            Methods = voucher.Methods, Tags = voucher.Tags, IdentityId = voucher.IdentityId,
        };
    }
}
