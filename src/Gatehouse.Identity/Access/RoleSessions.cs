using Gatehouse.Access;
using Gatehouse.Access.Policies;

namespace Gatehouse.Identity;

/// <summary>Opens sessions of roles for those whom the roles trust.</summary>
public sealed class RoleSessions(IParts<IamRole> roles, PolicyLibrary library, TemporaryKeys keys, Realm realm, TimeProvider clock)
{
    /// <summary>How long a session lasts at most that was opened from a session of a role.</summary>
    public static readonly TimeSpan LongestChained = TimeSpan.FromHours(1);

    /// <summary>The role of an ARN; null when there is none.</summary>
    public async ValueTask<IamRole?> Find(string arn, CancellationToken ct) =>
        await roles.Find("", "", IamRole.KeyOf(arn[(arn.LastIndexOf('/') + 1)..]), ct) is { } role && role.ArnIn(realm.AccountId) == arn ? role : null;

    /// <summary>Whether a role trusts somebody for each of some actions.</summary>
    /// <param name="role">The role.</param>
    /// <param name="subject">Who wants to take it on.</param>
    /// <param name="held">The policies of who wants it; empty for those who have none, as people of identity providers.</param>
    /// <param name="actions">As <c>sts:AssumeRole</c> and <c>sts:TagSession</c>.</param>
    /// <param name="context">What is known of the request.</param>
    public bool Trusts(IamRole role, Subject subject, PolicySet held, IEnumerable<string> actions, RequestContext context)
    {
        var trust = new AttachedPolicy(library.Read(PolicyKind.Trust, role.Trust), role.Name, PolicySource.Resource);
        var policies = held with { Resource = trust, ResourceAccount = realm.AccountId };
        return actions.All(action => Authorizer.Decide(new(subject, action, [role.ArnIn(realm.AccountId)], context), policies).IsAllowed);
    }

    /// <summary>Whether a role trusts somebody whom a provider vouches for, with all that they bring along.</summary>
    public bool Trusts(IamRole role, RoleVisitor visitor)
    {
        var context = new RequestContext();
        foreach (var (key, values) in visitor.Facts.Concat(visitor.Keys))
            context.Add(key, values);
        foreach (var (key, value) in visitor.Tags)
            context.Add("aws:RequestTag/" + key, value);

        context.Add("aws:TagKeys", visitor.Tags.Keys);
        context.Add("aws:FederatedProvider", visitor.Provider);
        context.Add("sts:RoleSessionName", visitor.SessionName);
        context.Add("sts:TransitiveTagKeys", visitor.TransitiveTags);
        if (visitor.SourceIdentity is { } source)
            context.Add("sts:SourceIdentity", source);
        Moments.Tell(context, clock.GetUtcNow());
        return Trusts(role, Subject.Federated(visitor.Provider), PolicySet.Empty, visitor.Actions, context);
    }

    /// <summary>The same for somebody with a token. A role that says of access tokens nothing about their application trusts none of them.</summary>
    /// <param name="role">The role.</param>
    /// <param name="identity">Whom the token stands for.</param>
    /// <param name="sessionName">What the session shall be called.</param>
    /// <param name="facts">What is known of the request.</param>
    public bool Trusts(IamRole role, WebIdentity identity, string sessionName, IReadOnlyDictionary<string, IReadOnlyList<string>> facts)
    {
        return Admits(identity) && !identity.Strangers.Any(Admits);

        bool Admits(WebIdentity one) => Trusts(
            role, new RoleVisitor("sts:AssumeRoleWithWebIdentity", one.Provider, sessionName) { Facts = facts, Keys = one.Keys, Tags = one.Tags });
    }

    /// <summary>What a session says of somebody whom a provider vouches for.</summary>
    public static SessionTerms Describe(SessionTerms terms, WebIdentity identity) => terms with
    {
        Context = new Dictionary<string, IReadOnlyList<string>>(identity.Keys) { ["aws:FederatedProvider"] = [identity.Provider] },
        Tags = identity.Tags,
        IdentityId = identity.IdentityId,
    };

    /// <summary>Opens a session of a role: credentials that are the session. Null when what it says is more than credentials can carry.</summary>
    /// <param name="role">The role, which trusts whoever gets them.</param>
    /// <param name="sessionName">2 to 64 characters; part of the ARN.</param>
    /// <param name="terms">The terms.</param>
    public OpenedSession? Open(IamRole role, string sessionName, SessionTerms terms)
    {
        var principal = new RolePrincipal(realm.AccountId, role.Name, role.Id, sessionName) { Session = terms };
        return keys.IssueIfFits(principal) is { } key ? new(principal, key) : null;
    }
}

/// <summary>A session that was opened.</summary>
/// <param name="Principal">Who it stands for.</param>
/// <param name="Key">Its credentials.</param>
public sealed record OpenedSession(Principal Principal, TemporaryKey Key);
