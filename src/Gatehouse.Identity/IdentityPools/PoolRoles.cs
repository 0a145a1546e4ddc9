namespace Gatehouse.Identity;

/// <summary>What roles the identities of a pool get.</summary>
public sealed record PoolRoles
{
    /// <summary>The ARN for those who logged in; null when there is none.</summary>
    public string? Authenticated { get; init; }

    /// <summary>The ARN for guests; null when there is none.</summary>
    public string? Guest { get; init; }

    /// <summary>How single providers choose otherwise, by provider; for our own pools of people <c>{provider}:{client id}</c>.</summary>
    public IReadOnlyDictionary<string, RoleRules> ByProvider { get; init; } = new Dictionary<string, RoleRules>();
}

/// <summary>Where the role of a login comes from.</summary>
public enum RoleSource
{
    /// <summary>The token names roles.</summary>
    Token,

    /// <summary>The first rule that fits names it.</summary>
    Rules,
}

/// <summary>What happens when neither token nor rules name one role.</summary>
public enum Unresolved
{
    /// <summary>The pool's role for those who logged in.</summary>
    Authenticated,

    /// <summary>Nobody gets in.</summary>
    Deny,
}

/// <summary>How the logins of one provider choose a role.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Otherwise">What happens when nothing names one.</param>
/// <param name="Rules">The rules in their order; empty where the token decides.</param>
public sealed record RoleRules(RoleSource Source, Unresolved Otherwise, IReadOnlyList<RoleRule> Rules)
{
    /// <summary>No provider has more rules.</summary>
    public const int MaxRules = 25;
}

/// <summary>How a claim is compared.</summary>
public enum ClaimMatch
{
    /// <summary>It is the value.</summary>
    Equal,

    /// <summary>The value is somewhere in it.</summary>
    Contains,

    /// <summary>It begins with the value.</summary>
    StartsWith,

    /// <summary>It is there, and is not the value.</summary>
    NotEqual,
}

/// <summary>One rule: who has such a claim gets such a role.</summary>
/// <param name="Claim">The name of the claim.</param>
/// <param name="Match">How it is compared.</param>
/// <param name="Value">With what.</param>
/// <param name="RoleArn">The role.</param>
public sealed record RoleRule(string Claim, ClaimMatch Match, string Value, string RoleArn)
{
    /// <summary>Whether claims satisfy it. A claim that is not there satisfies nothing; of a list one item must, or for NotEqual all.</summary>
    public bool Fits(IReadOnlyDictionary<string, object> claims)
    {
        var values = ClaimText.All(claims.GetValueOrDefault(Claim));
        return values.Count > 0 && Match switch
        {
            ClaimMatch.Equal => values.Contains(Value, StringComparer.Ordinal),
            ClaimMatch.Contains => values.Any(value => value.Contains(Value, StringComparison.Ordinal)),
            ClaimMatch.StartsWith => values.Any(value => value.StartsWith(Value, StringComparison.Ordinal)),
            ClaimMatch.NotEqual => !values.Contains(Value, StringComparer.Ordinal),
            _ => false,
        };
    }
}
