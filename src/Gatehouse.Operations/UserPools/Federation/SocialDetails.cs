using System.Text.RegularExpressions;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>What each of the four well-known providers must be told, and the addresses at which it is found.</summary>
public static partial class SocialDetails
{
    private static readonly string[] Usual = [Details.ClientId, Details.ClientSecret, Details.Scopes];
    private static readonly string[] OfApple = [Details.ClientId, Details.PrivateKey, Details.TeamId, Details.KeyId, Details.Scopes];

    /// <summary>The details with the addresses that were left out, or the fault for one that is missing.</summary>
    public static Reply<CompleteDetails> Complete(ProviderType type, IReadOnlyDictionary<string, string> asked)
    {
        if (!asked.Has(type is ProviderType.Apple ? OfApple : Usual))
        {
            return Faults.InvalidParameter(type is ProviderType.Apple
                ? "clientId, privateKey, teamId, and keyId are all required idp details."
                : "clientId, clientSecret and authorizeScopes are all required idp details.");
        }

        var version = asked.GetValueOrDefault(Details.ApiVersion, "v17.0");
        if (type is ProviderType.Facebook && !VersionForm().IsMatch(version))
            return Faults.InvalidParameter($"Invalid api_version: {version}");

        var details = new Dictionary<string, string>(Known(type, version), StringComparer.Ordinal);
        foreach (var (name, value) in asked.Where(detail => detail.Key is not (Details.UserInfoNamesThem or Details.TokenMethod)))
            details[name] = value;

        return new CompleteDetails(details);
    }

    // As the service model's documentation lists them for CreateIdentityProvider.
    private static Dictionary<string, string> Known(ProviderType type, string version) => type switch
    {
        ProviderType.Google => new()
        {
            [Details.UserInfo] = "https://people.googleapis.com/v1/people/me?personFields=",
            [Details.UserInfoNamesThem] = "true",
            [Details.Authorize] = "https://accounts.google.com/o/oauth2/v2/auth",
            [Details.Issuer] = "https://accounts.google.com",
            [Details.TokenMethod] = "POST",
            [Details.Token] = "https://www.googleapis.com/oauth2/v4/token",
        },
        ProviderType.Facebook => new()
        {
            [Details.ApiVersion] = version,
            [Details.UserInfo] = $"https://graph.facebook.com/{version}/me?fields=",
            [Details.UserInfoNamesThem] = "true",
            [Details.Authorize] = $"https://www.facebook.com/{version}/dialog/oauth",
            [Details.TokenMethod] = "GET",
            [Details.Token] = $"https://graph.facebook.com/{version}/oauth/access_token",
        },
        ProviderType.Amazon => new()
        {
            [Details.UserInfo] = "https://api.amazon.com/user/profile",
            [Details.UserInfoNamesThem] = "false",
            [Details.Authorize] = "https://www.amazon.com/ap/oa",
            [Details.TokenMethod] = "POST",
            [Details.Token] = "https://api.amazon.com/auth/o2/token",
        },
        _ => new()
        {
            [Details.UserInfoNamesThem] = "false",
            [Details.Authorize] = "https://appleid.apple.com/auth/authorize",
            [Details.Issuer] = "https://appleid.apple.com",
            [Details.TokenMethod] = "POST",
            [Details.Token] = "https://appleid.apple.com/auth/token",
        },
    };

    [GeneratedRegex(@"\Av[0-9]{1,3}\.[0-9]{1,2}\z", RegexOptions.NonBacktracking)]
    private static partial Regex VersionForm();
}
