namespace Gatehouse.Identity;

/// <summary>Issues tokens that tell others of an identity, and reads them back.</summary>
public sealed class IdentityTokens(ITokens tokens, IssuerKeys keys, Realm realm, TimeProvider clock)
{
    /// <summary>A token for whoever came to an identity.</summary>
    /// <param name="identity">The identity.</param>
    /// <param name="methods">How they came, as <see cref="Proven.Methods"/> says it.</param>
    /// <param name="tags">Tags that sessions shall get; none when empty.</param>
    /// <param name="lifetime">How long it is good.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<string> Issue(
        PooledIdentity identity, IReadOnlyList<string> methods, IReadOnlyDictionary<string, string> tags, TimeSpan lifetime, CancellationToken ct)
    {
        await keys.Ensure(ct);
        var now = clock.GetUtcNow();
        var claims = new Dictionary<string, object> { ["sub"] = identity.Id, ["aud"] = identity.PoolId, ["amr"] = methods };
        if (tags.Count > 0)
            claims[TagClaim.Name] = TagClaim.Of(tags);

        claims["iss"] = realm.IdentityIssuer;
        claims["exp"] = (now + lifetime).ToUnixTimeSeconds();
        claims["iat"] = now.ToUnixTimeSeconds();
        return await tokens.Sign(Realm.Identities, TokenUse.Identity, claims, ct);
    }

    /// <summary>What a token of ours says; <see cref="RefusalKind.LoginInvalid"/> when it is none, or not good any more.</summary>
    public async ValueTask<Outcome<Voucher>> Read(string token, CancellationToken ct)
    {
        if (await tokens.Read(token, TokenUse.Identity, ct) is not { } claims)
            return LoginFlaw.NotSigned;
        if (LoginFlaw.OfTimes(claims, clock.GetUtcNow()) is { } flaw)
            return flaw;
        if (claims.GetValueOrDefault("sub") is not string identityId || claims.GetValueOrDefault("aud") is not string poolId || claims.GetValueOrDefault("amr") is not IReadOnlyList<string> methods)
            return LoginFlaw.NotSigned;

        return new Voucher(identityId, poolId, methods, TagClaim.Read(claims));
    }
}
