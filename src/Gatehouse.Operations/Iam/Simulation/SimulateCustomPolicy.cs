using Gatehouse.Access.Policies;
using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Tries out policies that nobody has.</summary>
public sealed class SimulateCustomPolicy(Simulator simulator, Realm realm) : SimulateCustomPolicyContract
{
    /// <inheritdoc/>
    public override ValueTask<Reply<SimulatePolicyResponse>> Run(SimulateCustomPolicyRequest request, Call call)
    {
        if (Simulator.Read(request.PolicyInputList, "PolicyInputList").Refused(out var fault, out var identity)
            || Simulator.Read(request.PermissionsBoundaryPolicyInputList, "PermissionsBoundaryPolicyInputList").Refused(out fault, out var bounds)
            || Simulator.Read(request.ResourcePolicy is { } document ? [document] : null, "ResourcePolicy", PolicyKind.Resource).Refused(out fault, out var ofResource))
            return new(fault);

        var policies = new PolicySet
        {
            Identity = identity,
            Boundary = bounds.Count > 0 ? bounds : null,
            Resource = ofResource.Count > 0 ? ofResource[0] with { Source = PolicySource.Resource } : null,
        };
        var subject = Subject.User(request.CallerArn ?? $"arn:aws:iam::{realm.AccountId}:user/simulated");
        return new(simulator.Run(new(subject, policies, request.ActionNames, request.ResourceArns, request.ContextEntries), request.Marker, request.MaxItems));
    }
}
