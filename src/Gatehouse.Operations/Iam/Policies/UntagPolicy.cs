using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Takes tags from a managed policy.</summary>
public sealed class UntagPolicy(PolicyGate policies) : UntagPolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(UntagPolicyRequest request, Call call)
    {
        var fault = await policies.Change(request.PolicyArn, policy => new Changed(policy with { Tags = IamTags.Without(policy.Tags, request.TagKeys) }), call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
