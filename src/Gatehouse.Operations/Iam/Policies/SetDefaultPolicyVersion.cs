using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Says which version of a managed policy counts.</summary>
public sealed class SetDefaultPolicyVersion(PolicyGate policies, TimeProvider clock) : SetDefaultPolicyVersionContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(SetDefaultPolicyVersionRequest request, Call call)
    {
        var fault = await policies.Change(
            request.PolicyArn,
            policy => policy.Versions.SingleOrDefault(version => IamShapes.VersionId(version.Number) == request.VersionId) is { } found
                ? new Changed(policy with { InForce = found.Number, Updated = clock.GetUtcNow() })
                : NoSuchEntity($"Policy {request.PolicyArn} version {request.VersionId} does not exist or is not attachable."),
            call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
