namespace Gatehouse.AspNetCore;

/// <summary>A user pool whose tokens are accepted: one of Gatehouse, or of Amazon Cognito.</summary>
public sealed class GatehousePool
{
    /// <summary>
    /// The issuer, as tokens have it: <c>https://id.example.com/eu-central-1_AbCdEfGhI</c>, or
    /// <c>https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI</c>. Its keys are at <c>/.well-known/jwks.json</c> below.
    /// </summary>
    public string Issuer { get; set; } = "";

    /// <summary>The app clients whose tokens are accepted; at least one.</summary>
    public IList<string> Clients { get; } = [];
}

/// <summary>Which tokens of user pools are accepted.</summary>
[Flags]
public enum PoolTokens
{
    /// <summary>Access tokens: what they let do is in their scopes and groups. What an API wants.</summary>
    Access = 1,

    /// <summary>ID tokens: who it is, with all attributes.</summary>
    Id = 2,

    /// <summary>Either.</summary>
    Both = Access | Id,
}
