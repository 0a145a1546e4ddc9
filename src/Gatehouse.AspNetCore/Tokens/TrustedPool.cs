using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.AspNetCore.Tokens;

/// <summary>What became of a token.</summary>
/// <param name="Claims">Its claims, proven; null when it is refused.</param>
/// <param name="Flaw">Why it is refused, for its sender; null when it is not.</param>
/// <param name="IsUndecided">Nobody could tell: the keys of its pool are not known.</param>
internal sealed record TokenVerdict(IReadOnlyList<Claim>? Claims, string? Flaw = null, bool IsUndecided = false)
{
    public static TokenVerdict Refused(string flaw) => new(null, flaw);
}

/// <summary>A user pool, and what its tokens must be.</summary>
internal sealed class TrustedPool(GatehousePool pool, PoolKeys keys)
{
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    /// <summary>Judges a token that says it is the pool's.</summary>
    public async ValueTask<TokenVerdict> Judge(JsonWebToken token, GatehouseOptions options, TimeProvider time, CancellationToken ct)
    {
        if (await keys.With(token.Kid, ct) is not { } known)
            return new(null, IsUndecided: true);
        if (!known.TryGetValue(token.Kid, out var key))
            return TokenVerdict.Refused("The signature key was not found");

        var result = await Handler.ValidateTokenAsync(token, new()
        {
            ValidIssuer = pool.Issuer,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKey = key,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            // Access tokens have no audience; whose a token is is looked at below, in the claim that its kind has.
            ValidateAudience = false,
            LifetimeValidator = (notBefore, expires, _, _) => IsTimely(notBefore, expires, options.ClockSkew, time.GetUtcNow().UtcDateTime),
        });
        if (!result.IsValid)
            return TokenVerdict.Refused(result.Exception is SecurityTokenInvalidLifetimeException ? "The token is expired, or not valid yet" : "The signature is invalid");

        return Flaw(token, options.Accepts) is { } flaw ? TokenVerdict.Refused(flaw) : new([.. result.ClaimsIdentity.Claims]);
    }

    private string? Flaw(JsonWebToken token, PoolTokens accepts)
    {
        var (kind, owner) = Text(token, "token_use") switch
        {
            "access" => (PoolTokens.Access, "client_id"),
            "id" => (PoolTokens.Id, "aud"),
            _ => (default, ""),
        };
        if (kind == default || !accepts.HasFlag(kind))
            return $"The token must be {(accepts is PoolTokens.Both ? "an access or ID token" : accepts is PoolTokens.Id ? "an ID token" : "an access token")}";

        return Text(token, owner) is { } client && pool.Clients.Contains(client) ? null : "The token was issued to another client";
    }

    private static bool IsTimely(DateTime? notBefore, DateTime? expires, TimeSpan skew, DateTime now) =>
        expires is { } end && now < end + skew && !(notBefore > now + skew);

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var text) ? text : null;
}
