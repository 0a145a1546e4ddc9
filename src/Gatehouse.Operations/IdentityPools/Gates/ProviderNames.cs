using Gatehouse.Identity;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>What login providers are called on the wire.</summary>
public sealed class ProviderNames(Realm realm)
{
    /// <summary>The provider whose logins are the tokens that this service gave to the administrator's own program.</summary>
    public const string Own = "cognito-identity.amazonaws.com";

    private const string UserPools = "cognito-idp.";
    private const string Domain = ".amazonaws.com/";

    // Amplify names a provider by the issuer of the token, without its scheme.
    private readonly string here = realm.PublicUrl[(realm.PublicUrl.IndexOf("://", StringComparison.Ordinal) + 3)..];

    /// <summary>
    /// The one name of a provider however it is spelled: a user pool of ours may be called <c>cognito-idp.{region}.amazonaws.com/{id}</c> or
    /// by its issuer; every other name stands for itself.
    /// </summary>
    public string Of(string name) => UserPool(name) is { } poolId ? Of(poolId, "") : name;

    /// <summary>The same for a name that goes on after the pool with <c>:{client id}</c>.</summary>
    public string OfClient(string name) =>
        name.LastIndexOf(':') is >= 0 and var colon && UserPool(name[..colon]) is { } poolId ? Of(poolId, name[colon..]) : name;

    /// <summary>The user pool that a name stands for; null when it stands for none.</summary>
    public string? UserPool(string name)
    {
        var slash = name.LastIndexOf('/');
        if (slash < 0 || name[(slash + 1)..] is not { } poolId || poolId.IndexOf('_', StringComparison.Ordinal) is not (> 0 and var mark))
            return null;

        var host = name[..slash];
        return host == $"{UserPools}{poolId[..mark]}.amazonaws.com" || host == here ? poolId : null;
    }

    private static string Of(string poolId, string rest) =>
        $"{UserPools}{poolId[..poolId.IndexOf('_', StringComparison.Ordinal)]}{Domain}{poolId}{rest}";
}
