namespace Gatehouse.Identity;

/// <summary>The role that an identity gets, and what its sessions say.</summary>
/// <param name="Arn">The role.</param>
/// <param name="PoolId">The pool, for which the identity's tokens are (<c>aud</c>).</param>
/// <param name="IdentityId">The identity (<c>sub</c>).</param>
/// <param name="Methods">How its owner came (<c>amr</c>).</param>
/// <param name="Tags">Tags of the session.</param>
/// <param name="IsGuest">Whether nothing was proven.</param>
public sealed record ChosenRole(
    string Arn, string PoolId, string IdentityId, IReadOnlyList<string> Methods, IReadOnlyDictionary<string, string> Tags, bool IsGuest);

/// <summary>Chooses the role that an identity gets. Touches nothing.</summary>
public static class RoleChoice
{
    private const string Preferred = "cognito:preferred_role";
    private const string Offered = "cognito:roles";

    /// <summary>The role for what was proven.</summary>
    /// <param name="pool">The pool with its roles.</param>
    /// <param name="identity">The identity.</param>
    /// <param name="proven">What was proven. Of several logins the first whose provider chooses by itself decides.</param>
    /// <param name="wanted">The role that was asked for; null when none was.</param>
    /// <returns><see cref="RefusalKind.RoleMissing"/> when the pool has no role for it, <see cref="RefusalKind.RoleDenied"/> when its rules give none.</returns>
    public static Outcome<ChosenRole> Of(IdentityPool pool, PooledIdentity identity, Proven proven, string? wanted)
    {
        if (Arn(pool, proven, wanted).Refused(out var refusal, out var arn))
            return refusal;

        return new ChosenRole(arn, pool.Id, identity.Id, proven.Methods, proven.TagsIn(pool), proven.IsNothing);
    }

    private static Outcome<string> Arn(IdentityPool pool, Proven proven, string? wanted)
    {
        foreach (var proof in proven.Proofs)
        {
            if (proof.Names.Select(name => pool.Roles.ByProvider.GetValueOrDefault(name)).FirstOrDefault(found => found is not null) is { } rules)
                return ByRules(pool, rules, proof.Claims, wanted);
        }

        // Only a token can offer a choice.
        if (wanted is not null)
            return RefusalKind.RoleDenied;

        return Given(proven.IsNothing ? pool.Roles.Guest : pool.Roles.Authenticated);
    }

    private static Outcome<string> ByRules(IdentityPool pool, RoleRules rules, IReadOnlyDictionary<string, object> claims, string? wanted)
    {
        var offered = rules.Source is RoleSource.Token ? ClaimText.All(claims.GetValueOrDefault(Offered)) : [];
        if (wanted is not null)
            return offered.Contains(wanted) ? wanted : RefusalKind.RoleDenied;

        var chosen = rules.Source is RoleSource.Token
            ? ClaimText.One(claims.GetValueOrDefault(Preferred)) ?? (offered is [var only] ? only : null)
            : rules.Rules.FirstOrDefault(rule => rule.Fits(claims))?.RoleArn;
        if (chosen is not null)
            return chosen;

        return rules.Otherwise is Unresolved.Authenticated ? Given(pool.Roles.Authenticated) : RefusalKind.RoleDenied;
    }

    private static Outcome<string> Given(string? arn) => arn is null ? RefusalKind.RoleMissing : arn;
}
