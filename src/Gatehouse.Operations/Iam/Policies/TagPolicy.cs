using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Tags a managed policy.</summary>
public sealed class TagPolicy(PolicyGate policies) : TagPolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(TagPolicyRequest request, Call call)
    {
        var fault = await policies.Change(
            request.PolicyArn,
            policy => IamTags.Add(policy.Tags, request.Tags).Refused(out var refused, out var tags) ? refused : new Changed(policy with { Tags = tags }),
            call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
