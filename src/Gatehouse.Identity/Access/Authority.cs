using Gatehouse.Access;
using Gatehouse.Access.Policies;

namespace Gatehouse.Identity;

/// <summary>A question to the policies.</summary>
/// <param name="Action">What somebody wants to do, as <c>s3:GetObject</c>.</param>
/// <param name="Resources">To what, by ARN; none for an action on nothing in particular.</param>
public sealed record Wish(string Action, IReadOnlyList<string> Resources)
{
    /// <summary>What else is known of the request, by condition key.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Context { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}

/// <summary>Decides what principals may do, by the policies as they stand now.</summary>
public sealed class Authority(
    IParts<IamRole> roles, IParts<IamUser> users, ManagedPolicies managed, PolicyLibrary library, IIdentityStanding identities, TimeProvider clock)
{
    /// <summary>Decides. Who is gone, or was made anew under the same name, may nothing; so may a session whose identity is kept out.</summary>
    public async ValueTask<Decision> Decide(Principal who, Wish wish, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!await Stands(who, ct) || await PoliciesOf(who, ct) is not { } held)
            return default;

        return Authorizer.Decide(new(held.Subject, wish.Action, wish.Resources, Describe(who, held, wish.Context, now)), held.Policies);
    }

    /// <summary>Whether a session goes on: its time is not over, and the identity it began with is not kept out.</summary>
    public async ValueTask<bool> Stands(Principal who, CancellationToken ct) => who.Session is not { } session
        || (session.Expires > clock.GetUtcNow() && (session.IdentityId is not { } id || await identities.Stands(id, ct)));

    /// <summary>The policies that have a say in what a principal does; null for one who is gone.</summary>
    public async ValueTask<Held?> PoliciesOf(Principal who, CancellationToken ct)
    {
        if (who is Root root)
            return new(Subject.Root(root.AccountId), PolicySet.Empty, new Dictionary<string, string>());

        var lender = (who as FederatedPrincipal)?.Lender ?? who;
        if (lender is Root)
            return new(SubjectOf(who, null), new() { Identity = [Attached(BuiltInPolicies.All[0])], Sessions = await Narrowed(who, ct) }, new Dictionary<string, string>());
        if (await HolderOf(lender, ct) is not { } holder)
            return null;

        var policies = new PolicySet
        {
            Identity = await IdentityOf(holder, ct),
            Boundary = holder.Rights.Boundary is { } bound ? await Managed([bound], ct) : null,
            Sessions = await Narrowed(who, ct),
        };
        return new(SubjectOf(who, holder), policies, holder.Tags);
    }

    /// <summary>The policies of a role or a user: its own, and the managed ones it has.</summary>
    public async ValueTask<IReadOnlyList<AttachedPolicy>> IdentityOf(IHasRights holder, CancellationToken ct)
    {
        var source = holder is IamRole ? PolicySource.Role : PolicySource.User;
        var own = holder.Rights.Inline.Select(one => new AttachedPolicy(library.Read(PolicyKind.Inline, one.Value), one.Key, source));
        return [.. own, .. await Managed(holder.Rights.Attached, ct)];
    }

    /// <summary>Managed policies by ARN; one that is gone allows nothing.</summary>
    public async ValueTask<IReadOnlyList<AttachedPolicy>> Managed(IReadOnlyList<string> arns, CancellationToken ct)
    {
        var found = new List<AttachedPolicy>(arns.Count);
        foreach (var arn in arns)
        {
            if (await managed.Find(arn, ct) is { } policy)
                found.Add(Attached(policy) with { Name = arn });
        }

        return found;
    }

    private AttachedPolicy Attached(ManagedPolicy policy) => new(
        library.Read(PolicyKind.Managed, policy.Document), policy.Name, BuiltInPolicies.Has(policy) ? PolicySource.AwsManaged : PolicySource.UserManaged);

    private async ValueTask<IHasRights?> HolderOf(Principal who, CancellationToken ct)
    {
        var (name, id) = who switch
        {
            UserPrincipal user => (user.Name, user.Id),
            RolePrincipal role => (role.RoleName, role.RoleId),
            _                  => ("", ""),
        };
        var key = IamRole.KeyOf(name);
        IHasRights? holder = who is RolePrincipal ? await roles.Find("", "", key, ct) : await users.Find("", "", key, ct);
        return holder?.Id == id ? holder : null;
    }

    private static Subject SubjectOf(Principal who, IHasRights? holder) => who switch
    {
        UserPrincipal user           => Subject.User(user.Arn, user.Id),
        RolePrincipal session        => Subject.RoleSession(session.Arn, ((IamRole)holder!).ArnIn(session.AccountId), session.RoleId),
        FederatedPrincipal federated => Subject.FederatedUser(federated.Arn, federated.Lender.Arn),
        _                            => throw new InvalidOperationException($"A {who.GetType().Name} is no subject of policies."),
    };

    private async ValueTask<IReadOnlyList<IReadOnlyList<AttachedPolicy>>> Narrowed(Principal who, CancellationToken ct)
    {
        if (who.Session is not { } session || session.Policies.Count + session.PolicyArns.Count == 0)
            return [];

        var given = session.Policies.Select((document, i) => new AttachedPolicy(library.Read(PolicyKind.Session, document), $"session-policy-{i}"));
        var found = await Managed(session.PolicyArns, ct);

        // One that was deleted since may have denied what the others allow.
        return [[.. given, .. found, .. found.Count < session.PolicyArns.Count ? [new AttachedPolicy(PolicyLibrary.Nothing, "deleted")] : (AttachedPolicy[])[]]];
    }

    /// <summary>All that conditions may ask for: what is known of a request, and of who makes it.</summary>
    public RequestContext Describe(Principal who, Held held, IReadOnlyDictionary<string, IReadOnlyList<string>> facts) => Describe(who, held, facts, clock.GetUtcNow());

    private static RequestContext Describe(Principal who, Held held, IReadOnlyDictionary<string, IReadOnlyList<string>> facts, DateTimeOffset now)
    {
        var context = new RequestContext();
        foreach (var (key, values) in facts)
            context.Add(key, values);
        foreach (var (key, value) in held.Tags.Concat(who.Session?.Tags ?? new Dictionary<string, string>()))
            context.Add("aws:PrincipalTag/" + key, value);
        foreach (var (key, values) in who.Session?.Context ?? new Dictionary<string, IReadOnlyList<string>>())
            context.Add(key, values);

        if (who.Session is { } session)
        {
            context.Add("aws:TokenIssueTime", Moments.Text(session.Issued));
            if (session.SourceIdentity is { } source)
                context.Add("aws:SourceIdentity", source);
        }

        Moments.Tell(context, now);
        return context.Describe(held.Subject);
    }
}

/// <summary>What has a say in what a principal does.</summary>
/// <param name="Subject">The principal, as policies see it.</param>
/// <param name="Policies">The policies.</param>
/// <param name="Tags">The tags of the role or user.</param>
public sealed record Held(Subject Subject, PolicySet Policies, IReadOnlyDictionary<string, string> Tags);
