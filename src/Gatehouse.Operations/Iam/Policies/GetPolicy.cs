using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Shows a managed policy.</summary>
public sealed class GetPolicy(PolicyGate policies, IamShapes shapes) : GetPolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetPolicyResponse>> Run(GetPolicyRequest request, Call call)
    {
        if ((await policies.Find(request.PolicyArn, call)).Refused(out var fault, out var policy))
            return fault;

        return new GetPolicyResponse { Policy = shapes.Write(policy, PolicyUse.Count(await policies.Uses(request.PolicyArn, call))) };
    }
}
