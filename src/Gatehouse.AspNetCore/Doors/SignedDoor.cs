using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gatehouse.AspNetCore;

/// <summary>From a signed request to claims.</summary>
internal static class SignedDoor
{
    private const int InMemory = 64 << 10;

    /// <summary>Reads the body, keeps it for the application, and asks who signed.</summary>
    /// <returns>The server's answer; null when the body is longer than it may be.</returns>
    public static async ValueTask<DoorAnswer?> Ask(HttpRequest request, GatehouseOptions options, CancellationToken ct)
    {
        if (request.ContentLength > options.BodyLimit || await Hash(request, options.BodyLimit, ct) is not { } hash)
            return null;

        var http = request.HttpContext;
        var headers = request.Headers.ToDictionary(
            header => header.Key.ToLowerInvariant(), IReadOnlyList<string> (header) => [.. header.Value.Select(value => value ?? "")], StringComparer.Ordinal);
        return await options.Doors!.Ask(options.Door!, new(request.Method, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, headers)
        {
            Address = http.Connection.RemoteIpAddress?.ToString(),
            IsSecure = request.IsHttps,
            BodyHash = hash,
            IdentifyOnly = true,
        }, ct);
    }

    /// <summary>The claims that an application sees.</summary>
    public static ClaimsIdentity Identity(Signer who, string scheme)
    {
        var identity = new ClaimsIdentity(scheme, ClaimTypes.Name, ClaimTypes.Role);
        Add(ClaimTypes.NameIdentifier, who.IdentityId ?? who.Arn);
        Add(ClaimTypes.Name, who.Arn);
        Add(GatehouseClaims.Arn, who.Arn);
        Add(GatehouseClaims.Account, who.AccountId);
        Add(GatehouseClaims.UserId, who.UserId);
        Add(GatehouseClaims.PrincipalType, who.Type);
        Add(ClaimTypes.Role, who.RoleName);
        Add(GatehouseClaims.Role, who.RoleName);
        Add(GatehouseClaims.IdentityId, who.IdentityId);
        Add(GatehouseClaims.IdentityPoolId, who.IdentityPoolId);
        foreach (var provider in who.Providers)
            Add(GatehouseClaims.Provider, provider);
        foreach (var (name, value) in who.Tags)
            Add(GatehouseClaims.Tag + name, value);
        return identity;

        void Add(string type, string? value)
        {
            if (value is not null)
                identity.AddClaim(new(type, value, ClaimValueTypes.String, scheme));
        }
    }

    private static async ValueTask<string?> Hash(HttpRequest request, long limit, CancellationToken ct)
    {
        request.EnableBuffering(InMemory, limit);
        try
        {
            var hash = await SHA256.HashDataAsync(request.Body, ct);
            request.Body.Position = 0;
            return Convert.ToHexStringLower(hash);
        }
        catch (IOException failure) when (failure is not BadHttpRequestException)
        {
            return null;
        }
    }
}
