using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Removes a managed policy that nobody has and that has one version.</summary>
public sealed class DeletePolicy(PolicyGate policies) : DeletePolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeletePolicyRequest request, Call call)
    {
        if ((await policies.Find(request.PolicyArn, call)).Refused(out var fault, out _))
            return fault;
        if ((await policies.Uses(request.PolicyArn, call)).Count > 0)
            return DeleteConflict("Cannot delete a policy attached to entities.");

        fault = await policies.Change(
            request.PolicyArn,
            policy => policy.Versions.Count > 1
                ? DeleteConflict("This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.")
                : new Changed(null),
            call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
