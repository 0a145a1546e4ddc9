using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Finds the pool that an ARN names.</summary>
public sealed class PoolArns(Realm realm)
{
    /// <summary>
    /// The id of the pool; the fault for what is no ARN of a pool, or for a pool that cannot be here because its partition, region or account
    /// are not ours. Whether there is such a pool is not asked.
    /// </summary>
    public Reply<string> PoolOf(string arn)
    {
        const string resource = "userpool/";
        if (arn.Split(':') is not ["arn", _, "cognito-idp", _, _, var name]
            || !name.StartsWith(resource, StringComparison.Ordinal) || name.LastIndexOf('/') >= resource.Length)
            return Faults.InvalidParameter($"Invalid resource ARN: {arn}");

        var id = name[resource.Length..];
        return id.Contains('_', StringComparison.Ordinal) && realm.PoolArn(id) == arn ? id : Faults.ResourceNotFound($"User pool {id} does not exist.");
    }
}
