namespace Gatehouse.Access.Policies;

/// <summary>Decides by policies. It knows nothing, keeps nothing, and allows nothing that no policy allows.</summary>
/// <remarks>
/// The rules are those that AWS publishes: a denial anywhere decides; the policies of who asks are narrowed by the permissions boundary and by
/// the session's policies; the policy of the resource allows beside them within an account, and together with them from another.
/// Nothing is allocated while it decides, but for a few rare operators. Safe for many threads.
/// </remarks>
public static class Authorizer
{
    /// <summary>Decides.</summary>
    /// <param name="request">The question. Each of its resources must be allowed.</param>
    /// <param name="policies">All policies that have a say.</param>
    /// <returns>The decision; of several resources, the first denial that a policy makes, or else the first that none allows.</returns>
    public static Decision Decide(AccessRequest request, PolicySet policies)
    {
        var decision = default(Decision);
        for (var i = 0; i < request.Resources.Count; i++)
        {
            var next = Decide(request, policies, request.Resources[i], null, out _);
            if (next.Verdict == Verdict.ExplicitDeny)
                return next;
            if (i == 0 || decision.IsAllowed)
                decision = next;
        }

        return decision;
    }

    /// <summary>Decides for each resource by itself, and tells why.</summary>
    /// <param name="request">The question.</param>
    /// <param name="policies">All policies that have a say.</param>
    /// <returns>One explanation for each resource, in their order.</returns>
    public static IReadOnlyList<Explanation> Explain(AccessRequest request, PolicySet policies) => [.. request.Resources.Select(resource =>
    {
        var trace = new Trace();
        var decision = Decide(request, policies, resource, trace, out var bounded);
        return new Explanation(resource, decision, trace.Matched, [.. trace.Missing], bounded);
    })];

    private static Decision Decide(AccessRequest request, PolicySet policies, string resource, Trace? trace, out bool? bounded)
    {
        var identity = Look(Layer.Identity, policies.Identity, request, resource, trace);
        var boundary = Look(Layer.Boundary, policies.Boundary ?? [], request, resource, trace);
        var session = LookThroughSessions(policies, request, resource, trace, out var narrowed);
        var ofResource = new Findings(Layer.Resource, policies.Boundary is not null);
        if (policies.Resource is { } attached)
            ofResource.Look(attached, request, resource, trace);

        var inBounds = policies.Boundary is null || boundary.Grant != Grant.None && boundary.Denial is null;
        bounded = policies.Boundary is null ? null : inBounds;

        if (identity.Denial is not null)
            return identity.Denied(resource);
        if (ofResource.Denial is not null)
            return ofResource.Denied(resource);
        if (boundary.Denial is not null)
            return boundary.Denied(resource);
        if (session.Denial is not null)
            return session.Denied(resource);

        var limits = !inBounds ? boundary.Silent(resource) : narrowed ? session.Silent(resource) : (Decision?)null;
        return ByResource(request.Subject, policies, ofResource, limits, resource) ?? ByIdentity(request.Subject, identity, limits, resource);
    }

    // What the policy of the resource decides, be it alone; null where the policies of who asks decide.
    private static Decision? ByResource(Subject subject, PolicySet policies, Findings found, Decision? limits, string resource)
    {
        if (!subject.HasIdentity)
            return found.Grant == Grant.None ? found.Silent(resource) : found.Allowed(resource);

        // From outside, both accounts must agree; and whoever may assume a role is for the role to say.
        var isForeign = policies.ResourceAccount is { } owner && owner != subject.Account;
        if (found.Grant == Grant.None)
            return isForeign || policies.Resource?.Policy.Kind == PolicyKind.Trust ? found.Silent(resource) : null;
        if (isForeign || found.Grant == Grant.Account)
            return null;

        return found.Grant == Grant.Entity && limits is not null ? limits : found.Allowed(resource);
    }

    private static Decision ByIdentity(Subject subject, Findings identity, Decision? limits, string resource)
    {
        if (identity.Grant == Grant.None && subject.Kind != SubjectKind.Root)
            return identity.Silent(resource);

        return limits ?? identity.Allowed(resource);
    }

    private static Findings LookThroughSessions(PolicySet policies, AccessRequest request, string resource, Trace? trace, out bool narrowed)
    {
        // A session in another name has what was handed to it and nothing else, so without a policy it has nothing.
        narrowed = policies.Sessions.Count == 0 && request.Subject.Kind == SubjectKind.FederatedUser;
        var all = new Findings(Layer.Session);
        for (var i = 0; i < policies.Sessions.Count; i++)
        {
            var one = Look(Layer.Session, policies.Sessions[i], request, resource, trace);
            narrowed |= one.Grant == Grant.None;
            if (all.Denial is null && one.Denial is not null)
                all = one;
        }

        return all;
    }

    private static Findings Look(Layer layer, IReadOnlyList<AttachedPolicy> policies, AccessRequest request, string resource, Trace? trace)
    {
        var found = new Findings(layer);
        for (var i = 0; i < policies.Count && (found.Denial is null || trace is not null); i++)
            found.Look(policies[i], request, resource, trace);
        return found;
    }
}
