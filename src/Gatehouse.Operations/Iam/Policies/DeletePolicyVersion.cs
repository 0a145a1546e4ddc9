using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Removes a version of a managed policy that does not count.</summary>
public sealed class DeletePolicyVersion(PolicyGate policies, TimeProvider clock) : DeletePolicyVersionContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeletePolicyVersionRequest request, Call call)
    {
        var fault = await policies.Change(
            request.PolicyArn,
            policy => policy.Versions.SingleOrDefault(version => IamShapes.VersionId(version.Number) == request.VersionId) switch
            {
                null => NoSuchEntity($"Policy {request.PolicyArn} version {request.VersionId} does not exist or is not attachable."),
                var found when found.Number == policy.InForce => DeleteConflict("Cannot delete the default version of a policy."),
                var found => new Changed(policy with { Versions = [.. policy.Versions.Where(version => version != found)], Updated = clock.GetUtcNow() }),
            },
            call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
