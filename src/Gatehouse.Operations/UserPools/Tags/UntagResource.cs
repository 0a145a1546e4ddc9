using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Takes tags from a pool; keys that it does not have are passed over.</summary>
public sealed class UntagResource(PoolArns arns, PoolGate gate) : UntagResourceContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UntagResourceResponse>> Run(UntagResourceRequest request, Call call)
    {
        if (arns.PoolOf(request.ResourceArn).Refused(out var fault, out var poolId))
            return fault;

        var gone = request.TagKeys.ToHashSet(StringComparer.Ordinal);
        var changed = await gate.Change(poolId, pool => PoolTags.Apply(pool, PoolTags.Of(pool).Where(tag => !gone.Contains(tag.Key)).ToDictionary()), call);
        return changed.Refused(out fault, out _) ? fault : new UntagResourceResponse();
    }
}
