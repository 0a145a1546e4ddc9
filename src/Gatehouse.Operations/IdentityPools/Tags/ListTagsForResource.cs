using Gatehouse.Contracts.IdentityPools;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Lists the tags of a pool.</summary>
public sealed class ListTagsForResource(IdentityPoolArns arns, IdentityPoolGate gate) : ListTagsForResourceContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListTagsForResourceResponse>> Run(ListTagsForResourceInput request, Call call)
    {
        if (arns.PoolOf(request.ResourceArn).Refused(out var fault, out var poolId))
            return fault;

        return (await gate.Find(poolId, call)).Refused(out fault, out var pool) ? fault : new ListTagsForResourceResponse { Tags = pool.Tags };
    }
}
