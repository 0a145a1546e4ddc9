using Gatehouse.Access.Policies;
using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Tries out what a role or a user may do, as things stand, with other policies besides if they are given.</summary>
public sealed class SimulatePrincipalPolicy(RoleGate roles, UserGate users, Authority authority, Simulator simulator, Realm realm) : SimulatePrincipalPolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<SimulatePolicyResponse>> Run(SimulatePrincipalPolicyRequest request, Call call)
    {
        if (Simulator.Read(request.PolicyInputList, "PolicyInputList").Refused(out var fault, out var more)
            || Simulator.Read(request.PermissionsBoundaryPolicyInputList, "PermissionsBoundaryPolicyInputList").Refused(out fault, out var bounds)
            || Simulator.Read(request.ResourcePolicy is { } document ? [document] : null, "ResourcePolicy", PolicyKind.Resource).Refused(out fault, out var ofResource)
            || (await Find(request.PolicySourceArn, call)).Refused(out fault, out var source))
            return fault;

        var boundary = bounds.Count > 0 ? bounds : source.Holder.Rights.Boundary is { } bound ? await authority.Managed([bound], call.Aborted) : null;
        var policies = new PolicySet
        {
            Identity = [.. await authority.IdentityOf(source.Holder, call.Aborted), .. more],
            Boundary = boundary,
            Resource = ofResource.Count > 0 ? ofResource[0] with { Source = PolicySource.Resource } : null,
        };
        return simulator.Run(new(source.Subject, policies, request.ActionNames, request.ResourceArns, request.ContextEntries), request.Marker, request.MaxItems);
    }

    private async ValueTask<Reply<Source>> Find(string arn, Call call)
    {
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        if (arn.StartsWith($"arn:aws:iam::{realm.AccountId}:user/", StringComparison.Ordinal))
            return (await users.Find(name, call)).Refused(out var unknown, out var user) ? unknown : new Source(user, Subject.User(user.ArnIn(realm.AccountId), user.Id));
        if (!arn.StartsWith($"arn:aws:iam::{realm.AccountId}:role/", StringComparison.Ordinal))
            return InvalidInput("Invalid Entity Arn: " + arn);
        if ((await roles.Find(name, call)).Refused(out var fault, out var role))
            return fault;

        return new Source(role, Subject.RoleSession($"arn:aws:sts::{realm.AccountId}:assumed-role/{role.Name}/simulated", role.ArnIn(realm.AccountId), role.Id));
    }

    private sealed record Source(IHasRights Holder, Subject Subject);
}
