namespace Gatehouse.Access.Policies;

/// <summary>What the policies of one layer say of a request for one resource.</summary>
/// <param name="layer">The layer.</param>
/// <param name="isBounded">Whether who asks has a permissions boundary.</param>
internal struct Findings(Layer layer, bool isBounded = false)
{
    /// <summary>Which layer it is.</summary>
    public readonly Layer Layer => layer;

    /// <summary>The first statement that denies; null for none.</summary>
    public PolicyStatement? Denial { get; private set; }

    /// <summary>How near the nearest statement that allows comes.</summary>
    public Grant Grant { get; private set; }

    private AttachedPolicy? denier;
    private AttachedPolicy? granter;
    private PolicyStatement? permission;

    /// <summary>Looks through a policy.</summary>
    /// <param name="attached">The policy.</param>
    /// <param name="request">The question.</param>
    /// <param name="resource">The one resource that is looked at.</param>
    /// <param name="trace">Gathers all there is to tell; null to stop at a denial.</param>
    public void Look(AttachedPolicy attached, AccessRequest request, string resource, Trace? trace)
    {
        foreach (var statement in attached.Policy.Statements)
        {
            var grant = statement.Reaches(request, resource, isBounded, trace?.Missing);
            if (grant == Grant.None)
                continue;

            trace?.Matched.Add(new(Layer, attached, statement));
            if (statement.Effect == Effect.Allow)
            {
                if (grant > Grant)
                    (Grant, granter, permission) = (grant, attached, statement);
            }
            else if (Denial is null)
            {
                (Denial, denier) = (statement, attached);
                if (trace is null)
                    return;
            }
        }
    }

    /// <summary>The denial that was found.</summary>
    public readonly Decision Denied(string resource) => new(Verdict.ExplicitDeny, Layer, denier, Denial, resource);

    /// <summary>The permission that was found.</summary>
    public readonly Decision Allowed(string resource) => new(Verdict.Allowed, Layer, granter, permission, resource);

    /// <summary>That nothing was found.</summary>
    public readonly Decision Silent(string resource) => new(Verdict.ImplicitDeny, Layer, null, null, resource);
}

/// <summary>Gathers what there is to tell of a decision.</summary>
internal sealed class Trace
{
    /// <summary>The statements that are about the request.</summary>
    public List<MatchedStatement> Matched { get; } = [];

    /// <summary>The keys that were needed and were not there.</summary>
    public SortedSet<string> Missing { get; } = new(StringComparer.OrdinalIgnoreCase);
}
