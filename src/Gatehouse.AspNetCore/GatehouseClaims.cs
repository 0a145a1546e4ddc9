namespace Gatehouse.AspNetCore;

/// <summary>The types of claims that a signed request brings, beside those of .NET for the name and the roles.</summary>
public static class GatehouseClaims
{
    /// <summary>What every type of ours begins with; a token's claims of such types are not taken over.</summary>
    public const string Prefix = "gatehouse:";

    /// <summary>The principal's ARN.</summary>
    public const string Arn = Prefix + "arn";

    /// <summary>Its account: twelve digits.</summary>
    public const string Account = Prefix + "account";

    /// <summary>Its unique id, as IAM has it.</summary>
    public const string UserId = Prefix + "user-id";

    /// <summary>What it is, as <c>AssumedRole</c>.</summary>
    public const string PrincipalType = Prefix + "principal-type";

    /// <summary>The name of the role it has taken; <see cref="System.Security.Claims.ClaimTypes.Role"/> has it too.</summary>
    public const string Role = Prefix + "role";

    /// <summary>The identity of an identity pool.</summary>
    public const string IdentityId = Prefix + "identity-id";

    /// <summary>The identity pool.</summary>
    public const string IdentityPoolId = Prefix + "identity-pool-id";

    /// <summary>How the identity logged in, one claim for each word of its <c>amr</c>.</summary>
    public const string Provider = Prefix + "provider";

    /// <summary>What types of claims for the session's tags begin with: <c>gatehouse:tag:department</c>.</summary>
    public const string Tag = Prefix + "tag:";
}
