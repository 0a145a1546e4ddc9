using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Lists the versions of a managed policy, without their documents.</summary>
public sealed class ListPolicyVersions(PolicyGate policies, Markers markers) : ListPolicyVersionsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListPolicyVersionsResponse>> Run(ListPolicyVersionsRequest request, Call call)
    {
        if ((await policies.Find(request.PolicyArn, call)).Refused(out var fault, out var policy)
            || markers.Cut($"ListPolicyVersions {policy.Id}", policy.Versions, version => $"{int.MaxValue - version.Number:D10}", request.Marker, request.MaxItems).Refused(out fault, out var page))
            return fault;

        return new ListPolicyVersionsResponse
        {
            Versions = [.. page.Items.Select(version => IamShapes.Write(policy, version, withDocument: false))], IsTruncated = page.IsTruncated, Marker = page.Marker,
        };
    }
}
