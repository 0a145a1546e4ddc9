using System.Collections.Immutable;

namespace Gatehouse.Access.Policies;

/// <summary>One statement of a policy, compiled.</summary>
public sealed class PolicyStatement
{
    private readonly PatternList actions;
    private readonly PatternList? resources;
    private readonly PrincipalElement? principals;
    private readonly ImmutableArray<Condition> conditions;

    internal PolicyStatement(PatternList actions, PatternList? resources, PrincipalElement? principals, ImmutableArray<Condition> conditions) =>
        (this.actions, this.resources, this.principals, this.conditions) = (actions, resources, principals, conditions);

    /// <summary>Where it stands among the statements of its policy, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Its <c>Sid</c>; null when it has none.</summary>
    public required string? Sid { get; init; }

    /// <summary>What it does.</summary>
    public required Effect Effect { get; init; }

    /// <summary>Where it begins: just behind what comes before it.</summary>
    public required TextPosition Start { get; init; }

    /// <summary>Just behind its end.</summary>
    public required TextPosition End { get; init; }

    /// <summary>The keys that its conditions and variables name, as often as they do.</summary>
    internal IEnumerable<string> ContextKeys => conditions.SelectMany(condition => condition.Keys).Concat(resources?.Keys ?? []);

    /// <summary>How near it comes to a request: <see cref="Grant.None"/> when it is not about it.</summary>
    /// <param name="request">The question.</param>
    /// <param name="resource">The one resource that is looked at.</param>
    /// <param name="isBounded">Whether who asks has a permissions boundary.</param>
    /// <param name="missing">Gathers the keys that would have been needed; null to stop at the first thing that does not hold.</param>
    internal Grant Reaches(AccessRequest request, string resource, bool isBounded, ISet<string>? missing)
    {
        var allowing = Effect == Effect.Allow;
        if (!actions.Covers(request.LowerAction, request.Context, allowing))
            return Grant.None;

        var grant = principals?.Reaches(request.Subject, isBounded, allowing) ?? Grant.Direct;
        if (grant == Grant.None)
            return Grant.None;
        if (missing is not null)
            Miss(missing, resources?.Keys ?? [], request.Context);
        if (resources is not null && !resources.Covers(resource, request.Context, allowing))
            return Grant.None;
        if (missing is not null)
            Miss(missing, conditions.SelectMany(condition => condition.Keys), request.Context);

        foreach (var condition in conditions)
        {
            if (!condition.Holds(request.Context, allowing))
                return Grant.None;
        }

        return grant;
    }

    private static void Miss(ISet<string> missing, IEnumerable<string> keys, RequestContext context) =>
        missing.UnionWith(keys.Where(key => context.Find(key).IsEmpty));
}
