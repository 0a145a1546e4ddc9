using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Deletes identities. Those that are not there are as good as deleted; those of another region are told as not processed.</summary>
public sealed class DeleteIdentities(IPooledIdentities identities) : DeleteIdentitiesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DeleteIdentitiesResponse>> Run(DeleteIdentitiesInput request, Call call)
    {
        var elsewhere = new List<UnprocessedIdentityId>();
        foreach (var id in request.IdentityIdsToDelete.Distinct(StringComparer.Ordinal))
        {
            if (call.SignedRegion is { } region && !id.StartsWith(region + ":", StringComparison.Ordinal))
                elsewhere.Add(new() { IdentityId = id, ErrorCode = ErrorCode.AccessDenied });
            else
                await identities.Remove(id, call.Aborted);
        }

        return new DeleteIdentitiesResponse { UnprocessedIdentityIds = elsewhere };
    }
}
