using Gatehouse.Contracts.IdentityPools;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Adds tags to a pool; one whose key is there gets the new value.</summary>
public sealed class TagResource(IdentityPoolArns arns, IdentityPoolGate gate) : TagResourceContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<TagResourceResponse>> Run(TagResourceInput request, Call call)
    {
        if (arns.PoolOf(request.ResourceArn).Refused(out var fault, out var poolId))
            return fault;

        var changed = await gate.Change(
            poolId,
            pool =>
            {
                var tags = new Dictionary<string, string>(pool.Tags, StringComparer.Ordinal);
                foreach (var (key, value) in request.Tags)
                    tags[key] = value;
                return PoolSettings.Broken(tags) is { } broken ? broken : pool with { Tags = tags };
            },
            call);
        return changed.Refused(out fault, out _) ? fault : new TagResourceResponse();
    }
}
