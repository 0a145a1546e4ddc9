using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>
/// Has a pool answer in another region too. One store serves every region, so the copy is whole at once; people sign in there when it is
/// made active.
/// </summary>
public sealed class CreateUserPoolReplica(PoolGate gate, Tiers tiers, Realm realm, TimeProvider clock) : CreateUserPoolReplicaContract
{
    private const int Most = 5;
    private const int LongestTagName = 128;
    private const int LongestTag = 256;

    // A key of which every region has its own half is named so.
    private const string MultiRegionKey = ":key/mrk-";

    /// <inheritdoc/>
    public override async ValueTask<Reply<CreateUserPoolReplicaResponse>> Run(CreateUserPoolReplicaRequest request, Call call)
    {
        var tags = request.UserPoolTags ?? new Dictionary<string, string>();
        if ((ReplicaShapes.Misnamed(request.RegionName) ?? Tags(tags)) is { } broken)
            return broken;

        var replica = new PoolReplica(request.RegionName, clock.GetUtcNow()) { Tags = tags };
        return (await gate.Change(request.UserPoolId, pool => With(pool, replica), call)).Refused(out var fault, out var pool)
            ? fault
            : new CreateUserPoolReplicaResponse { UserPoolReplica = ReplicaShapes.Show(pool, replica, realm, ReplicaStatusType.CREATING) };
    }

    private static Fault? Tags(IReadOnlyDictionary<string, string> tags) =>
        tags.Any(tag => tag.Key.Length is 0 or > LongestTagName || tag.Value.Length > LongestTag)
            ? InvalidParameter($"A tag has a name of 1 to {LongestTagName} characters and a value of at most {LongestTag}.")
            : PoolChecks.Tags(tags);

    private Reply<UserPool> With(UserPool pool, PoolReplica replica)
    {
        if (tiers.Missing(pool, "Multi-Region replication", UserPoolTierType.ESSENTIALS) is { } missing)
            return missing;
        if (PoolSettings.Of(pool).KeyConfiguration?.KmsKeyArn?.Contains(MultiRegionKey, StringComparison.Ordinal) is not true)
            return InvalidParameter("The user pool must be encrypted with a multi-Region customer managed key: set KeyConfiguration first.");
        if (replica.Region == pool.Region || pool.Replicas.Any(other => other.Region == replica.Region))
            return InvalidParameter($"User pool {pool.Id} is in {replica.Region} already.");
        if (pool.Replicas.Count >= Most)
            return LimitExceeded($"A user pool can have at most {Most} replicas.");

        return pool with { Replicas = [.. pool.Replicas.Append(replica).OrderBy(each => each.Region, StringComparer.Ordinal)] };
    }
}
