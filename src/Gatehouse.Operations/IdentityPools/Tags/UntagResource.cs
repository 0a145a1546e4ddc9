using Gatehouse.Contracts.IdentityPools;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Takes tags from a pool; keys that it does not have are passed over.</summary>
public sealed class UntagResource(IdentityPoolArns arns, IdentityPoolGate gate) : UntagResourceContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UntagResourceResponse>> Run(UntagResourceInput request, Call call)
    {
        if (arns.PoolOf(request.ResourceArn).Refused(out var fault, out var poolId))
            return fault;

        var gone = request.TagKeys.ToHashSet(StringComparer.Ordinal);
        var changed = await gate.Change(poolId, pool => pool with { Tags = pool.Tags.Where(tag => !gone.Contains(tag.Key)).ToDictionary() }, call);
        return changed.Refused(out fault, out _) ? fault : new UntagResourceResponse();
    }
}
