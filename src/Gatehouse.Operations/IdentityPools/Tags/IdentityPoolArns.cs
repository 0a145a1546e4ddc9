using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Finds the pool that an ARN names.</summary>
public sealed class IdentityPoolArns(Realm realm)
{
    /// <summary>
    /// The id of the pool; the fault for what is no ARN of a pool, or for a pool that cannot be here because its partition, region or account
    /// are not ours. Whether there is such a pool is not asked.
    /// </summary>
    public Reply<string> PoolOf(string arn)
    {
        const string resource = "identitypool/";
        if (arn.Split(':', 6) is not ["arn", _, "cognito-identity", var region, _, var name] || !name.StartsWith(resource, StringComparison.Ordinal))
            return Faults.InvalidParameter($"Invalid resource ARN: {arn}");

        var id = name[resource.Length..];
        return id.StartsWith(region + ":", StringComparison.Ordinal) && arn == Of(id) ? id : IdentityPoolGate.Unknown(id);
    }

    /// <summary>The ARN of a pool.</summary>
    public string Of(string poolId) => $"arn:aws:cognito-identity:{poolId[..poolId.IndexOf(':', StringComparison.Ordinal)]}:{realm.AccountId}:identitypool/{poolId}";
}
