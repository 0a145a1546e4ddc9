using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gatehouse.AspNetCore;

/// <summary>From a signed request to claims.</summary>
internal static class SignedDoor
{
    private const int InMemory = 64 << 10;

    private static readonly DoorAnswer.Refused OtherBody = new(
        StatusCodes.Status403Forbidden, "application/json", """{"message":"The body is not what was signed, or comes in chunks."}""", "InvalidSignatureException", "The body is not what was signed, or comes in chunks.")
    {
        Headers = new Dictionary<string, string> { ["x-amzn-errortype"] = "InvalidSignatureException" },
    };

    /// <summary>Reads the body, keeps it for the application, and asks who signed.</summary>
    /// <returns>The server's answer; null when the body is longer than it may be.</returns>
    public static async ValueTask<DoorAnswer?> Ask(HttpRequest request, GatehouseOptions options, CancellationToken ct)
    {
        if (request.ContentLength > options.BodyLimit || await Hash(request, options.BodyLimit, ct) is not { } hash)
            return null;

        var http = request.HttpContext;
        var headers = request.Headers.ToDictionary(
            header => header.Key.ToLowerInvariant(), IReadOnlyList<string> (header) => [.. header.Value.Select(value => value ?? "")], StringComparer.Ordinal);
        var answer = await options.Doors!.Ask(options.Door!, new(request.Method, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, headers)
        {
            Address = http.Connection.RemoteIpAddress?.ToString(),
            IsSecure = request.IsHttps,
            BodyHash = hash,
            IdentifyOnly = true,
        }, ct);
        return answer is DoorAnswer.Allowed { Body: var said } && !IsWhole(said, hash) ? OtherBody : answer;
    }

    // A body in frames is not what an application expects, and nobody here verifies them.
    private static bool IsWhole(DoorBody said, string hash) => said.Kind == "any" || (said.Kind == "hash" && said.Sha256 == hash);

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
        request.EnableBuffering(InMemory);
        request.Body.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, length) = (new byte[16 << 10], 0L);
        while (await request.Body.ReadAsync(buffer, ct) is > 0 and var read)
        {
            length += read;
            if (length > limit)
                return null;
            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
