using System.Collections.Frozen;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>
/// What a pool serves in the regions that only have a copy of it: looking, signing people in and out, and what concerns the copy itself.
/// Everything else is done where the pool was made.
/// </summary>
public static class Secondaries
{
    private static readonly string[] Looking = ["Describe", "Get", "List", "AdminGet", "AdminList"];

    private static readonly FrozenSet<string> SigningIn = new[] { "AdminInitiateAuth", "AdminRespondToAuthChallenge" }.ToFrozenSet();

    private static readonly FrozenSet<string> Own = new[]
    {
        "AdminUserGlobalSignOut", "AdminRevokeUserSession", "UpdateUserPoolReplica", "SetLogDeliveryConfiguration", "TagResource", "UntagResource",
    }.ToFrozenSet();

    /// <summary>The fault for an operation that a copy does not serve; null for one that it does.</summary>
    /// <param name="operation">The operation; null is not served.</param>
    /// <param name="replica">The copy.</param>
    public static Fault? Refuse(Operation? operation, PoolReplica replica)
    {
        if (operation is not null && Serves(operation.Name, replica))
            return null;

        var message = $"The operation is not enabled in {replica.Region}, where the user pool is a secondary replica.";
        var fault = Faults.OperationNotEnabled(message);
        return operation?.Declared.Contains(fault.Code) is false ? Faults.InvalidParameter(message) : fault;
    }

    private static bool Serves(string name, PoolReplica replica) =>
        Own.Contains(name)
        || (replica.IsActive && SigningIn.Contains(name))
        || Looking.Any(word => name.StartsWith(word, StringComparison.Ordinal));
}
