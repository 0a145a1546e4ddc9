using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the tags of a pool.</summary>
public sealed class ListTagsForResource(PoolArns arns, PoolGate gate) : ListTagsForResourceContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListTagsForResourceResponse>> Run(ListTagsForResourceRequest request, Call call)
    {
        if (arns.PoolOf(request.ResourceArn).Refused(out var fault, out var poolId))
            return fault;
        if ((await gate.Find(poolId, call)).Refused(out fault, out var pool))
            return fault;

        return new ListTagsForResourceResponse { Tags = PoolTags.Of(pool) };
    }
}
