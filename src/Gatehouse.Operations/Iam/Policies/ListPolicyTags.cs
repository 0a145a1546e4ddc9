using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Lists the tags of a managed policy.</summary>
public sealed class ListPolicyTags(PolicyGate policies, Markers markers) : ListPolicyTagsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListPolicyTagsResponse>> Run(ListPolicyTagsRequest request, Call call)
    {
        if ((await policies.Find(request.PolicyArn, call)).Refused(out var fault, out var policy)
            || markers.Cut($"ListPolicyTags {policy.Id}", IamTags.All(policy.Tags), tag => tag.Key, request.Marker, request.MaxItems).Refused(out fault, out var page))
            return fault;

        return new ListPolicyTagsResponse { Tags = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
