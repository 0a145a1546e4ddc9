using Gatehouse.Identity;

namespace Gatehouse.Federation;

/// <summary>Judges tokens of other people's servers, by their keys or by asking them.</summary>
public sealed class ForeignTokens(IOutside outside, SocialAddresses addresses, TimeProvider time) : IForeignTokens
{
    private readonly IssuerKeySets keys = new(outside, time);
    private readonly AccessTokens asked = new(outside, addresses);

    /// <inheritdoc/>
    public string? IssuerOf(string token) => SignedText.Read(token)?.Claims.GetValueOrDefault("iss") as string;

    /// <inheritdoc/>
    public async ValueTask<Outcome<ForeignToken>> Read(string token, ForeignIssuer issuer, CancellationToken ct)
    {
        if (SignedText.Read(token) is not { } text)
            return LoginFlaw.NotAToken;
        if (text.Claims.GetValueOrDefault("iss") as string is not { } maker || (maker != issuer.Address && maker != issuer.Alias))
            return LoginFlaw.OtherIssuer;
        if ((await keys.Of(issuer.Address, text.Token.Kid, ct)).Refused(out var refusal, out var set))
            return refusal;
        if (set.Find(text.Token.Kid, text.Token.Alg) is not { } key || !await text.IsSignedBy(key))
            return LoginFlaw.NotSigned;
        if (text.Flaw(issuer, time.GetUtcNow()) is { } flaw)
            return flaw;

        return new ForeignToken((string)text.Claims["sub"], text.Audience!, text.Claims);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<ForeignToken>> Ask(string provider, string token, IReadOnlyCollection<string>? applications, CancellationToken ct) =>
        provider == SocialProviders.Facebook ? asked.Facebook(token, applications, ct) : asked.Amazon(token, applications, ct);
}
