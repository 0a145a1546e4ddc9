namespace Gatehouse.Identity;

/// <summary>What the record of an OpenID provider is called, and what its logins are called after.</summary>
public static class OpenIdNames
{
    private const string Kind = ":oidc-provider/";

    /// <summary>The address of the issuer without its scheme, as a record's ARN ends with it; null when the ARN is of something else.</summary>
    public static string? HostOf(string arn) => arn.IndexOf(Kind, StringComparison.Ordinal) is >= 0 and var at ? arn[(at + Kind.Length)..] : null;
}
