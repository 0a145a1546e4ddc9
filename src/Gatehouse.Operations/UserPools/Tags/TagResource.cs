using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Adds tags to a pool; one whose key is there gets the new value.</summary>
public sealed class TagResource(PoolArns arns, PoolGate gate) : TagResourceContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<TagResourceResponse>> Run(TagResourceRequest request, Call call)
    {
        if (arns.PoolOf(request.ResourceArn).Refused(out var fault, out var poolId))
            return fault;

        var changed = await gate.Change(poolId, pool => PoolTags.Apply(pool, Merged(PoolTags.Of(pool), request.Tags)), call);
        return changed.Refused(out fault, out _) ? fault : new TagResourceResponse();
    }

    private static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string> there, IReadOnlyDictionary<string, string> added)
    {
        var tags = new Dictionary<string, string>(there, StringComparer.Ordinal);
        foreach (var (key, value) in added)
            tags[key] = value;

        return tags;
    }
}
