using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.AspNetCore.Tokens;

/// <summary>From a bearer token to claims.</summary>
internal static class TokenDoor
{
    // Kestrel takes no longer headers together; a token with a hundred groups has some 5,000 characters.
    private const int Longest = 16_384;
    private static readonly HashSet<string> DotNets = new([ClaimTypes.NameIdentifier, ClaimTypes.Name, ClaimTypes.Role], StringComparer.OrdinalIgnoreCase);
    private static readonly JsonWebTokenHandler Reader = new() { MaximumTokenSizeInBytes = Longest };

    /// <summary>Judges a token by the pool that it names.</summary>
    public static async ValueTask<TokenVerdict> Judge(string text, GatehouseOptions options, TimeProvider time, CancellationToken ct)
    {
        if (Read(text) is not { Kid.Length: > 0 } token)
            return TokenVerdict.Refused("It is no token of a user pool");

        return options.Trusted.TryGetValue(token.Issuer, out var pool) ? await pool.Judge(token, options, time, ct) : TokenVerdict.Refused("The issuer is not known");
    }

    /// <summary>The claims that an application sees: those of the token, its groups as roles, its scopes one by one, its subject as the name.</summary>
    public static ClaimsIdentity Identity(IReadOnlyList<Claim> claims, string scheme)
    {
        var identity = new ClaimsIdentity(scheme, ClaimTypes.Name, ClaimTypes.Role);
        foreach (var claim in claims.Where(claim => !IsOurs(claim.Type)))
        {
            if (claim.Type == "scope")
                identity.AddClaims(claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(scope => Said("scope", scope, claim)));
            else
                identity.AddClaim(Said(claim.Type, claim.Value, claim));
            if (Also(claim.Type) is { } also)
                identity.AddClaim(Said(also, claim.Value, claim));
        }

        return identity;
    }

    private static string? Also(string type) => type switch
    {
        "sub" => ClaimTypes.NameIdentifier,
        "username" or "cognito:username" => ClaimTypes.Name,
        "cognito:groups" => ClaimTypes.Role,
        _ => null,
    };

    // What .NET and this package call by names of their own is never a token's to say. .NET finds claims whatever the case of their types.
    private static bool IsOurs(string type) =>
        DotNets.Contains(type) || type.StartsWith(GatehouseClaims.Prefix, StringComparison.OrdinalIgnoreCase);

    private static Claim Said(string type, string value, Claim claim) => new(type, value, claim.ValueType, claim.Issuer);

    private static JsonWebToken? Read(string text)
    {
        try
        {
            return text.Length <= Longest ? Reader.ReadJsonWebToken(text) : null;
        }
        catch (Exception failure) when (failure is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }
}
