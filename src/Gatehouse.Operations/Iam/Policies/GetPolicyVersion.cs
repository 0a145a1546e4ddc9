using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Shows a version of a managed policy, with its document.</summary>
public sealed class GetPolicyVersion(PolicyGate policies) : GetPolicyVersionContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetPolicyVersionResponse>> Run(GetPolicyVersionRequest request, Call call)
    {
        if ((await policies.Find(request.PolicyArn, call)).Refused(out var fault, out var policy))
            return fault;

        return policy.Versions.SingleOrDefault(version => IamShapes.VersionId(version.Number) == request.VersionId) is { } found
            ? new GetPolicyVersionResponse { PolicyVersion = IamShapes.Write(policy, found, withDocument: true) }
            : NoSuchEntity($"Policy {request.PolicyArn} version {request.VersionId} does not exist or is not attachable.");
    }
}
