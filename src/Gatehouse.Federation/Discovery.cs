using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Identity;

namespace Gatehouse.Federation;

/// <summary>What we read of an OpenID provider's configuration (OpenID Connect Discovery 1.0, section 3).</summary>
internal sealed record OidcConfiguration
{
    [JsonPropertyName("issuer")]
    public string? Issuer { get; init; }

    [JsonPropertyName("authorization_endpoint")]
    public string? Authorize { get; init; }

    [JsonPropertyName("token_endpoint")]
    public string? Token { get; init; }

    [JsonPropertyName("jwks_uri")]
    public string? Keys { get; init; }

    [JsonPropertyName("userinfo_endpoint")]
    public string? UserInfo { get; init; }

    /// <summary>Where an issuer publishes it; null for what is no address of an issuer.</summary>
    public static Uri? AddressOf(string issuer) =>
        Uri.TryCreate(issuer.TrimEnd('/') + "/.well-known/openid-configuration", UriKind.Absolute, out var address) && address is { Query: "", Fragment: "" } ? address : null;

    /// <summary>Where the issuer's keys are; null when the document does not say, speaks for another issuer, or sends us where we may not go.</summary>
    public Uri? KeysOf(string issuer, Func<Uri, bool> mayBeAsked) =>
        Issuer == issuer && Keys is { Length: <= 2048 } && Uri.TryCreate(Keys, UriKind.Absolute, out var address) && mayBeAsked(address) ? address : null;

    /// <summary>The endpoints; null when one is missing, or the document speaks for another issuer, or sends us where we may not go.</summary>
    public OidcEndpoints? EndpointsOf(string issuer, Func<Uri, bool> mayBeAsked)
    {
        if (Issuer != issuer || Authorize is null || Token is null || Keys is null)
            return null;

        string[] all = [Authorize, Token, Keys, .. UserInfo is null ? Array.Empty<string>() : [UserInfo]];
        return all.All(text => text.Length <= 2048 && Uri.TryCreate(text, UriKind.Absolute, out var address) && mayBeAsked(address))
            ? new OidcEndpoints(Authorize, Token, Keys, UserInfo)
            : null;
    }
}

/// <summary>How the documents of others are read.</summary>
[JsonSerializable(typeof(OidcConfiguration))]
[JsonSerializable(typeof(PublishedKeys))]
[JsonSerializable(typeof(FacebookNode))]
[JsonSerializable(typeof(AmazonToken))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class FederationJson : JsonSerializerContext
{
    /// <summary>Strictly, as every JSON that comes from outside.</summary>
    public static FederationJson Wire { get; } = new(JsonBody.Options);
}
