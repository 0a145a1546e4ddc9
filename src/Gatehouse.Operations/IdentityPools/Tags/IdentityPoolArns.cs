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
        if (arn.Split(':', 6) is not ["arn", var partition, "cognito-identity", var region, var account, var name] || !name.StartsWith(resource, StringComparison.Ordinal))
            return Faults.InvalidParameter($"Invalid resource ARN: {arn}");

        var id = name[resource.Length..];

        // Terraform makes the ARN itself, and knows no account when it was told not to ask for it.
        return partition == "aws" && (account.Length == 0 || account == realm.AccountId) && id.StartsWith(region + ":", StringComparison.Ordinal)
            ? id
            : IdentityPoolGate.Unknown(id);
    }
}
