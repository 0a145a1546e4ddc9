using System.Text.RegularExpressions;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Copies of pools as the service shows them, and what their regions must be.</summary>
public static partial class ReplicaShapes
{
    /// <summary>A copy as it stands.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="replica">The copy.</param>
    /// <param name="realm">Names its ARN.</param>
    /// <param name="passing">A state that the answer to a change tells instead: <c>CREATING</c> or <c>DELETING</c>.</param>
    public static UserPoolReplicaType Show(UserPool pool, PoolReplica replica, Realm realm, string? passing = null) => new()
    {
        RegionName = replica.Region,
        Status = passing ?? (replica.IsActive ? ReplicaStatusType.ACTIVE : ReplicaStatusType.INACTIVE),
        Role = ReplicaRoleType.SECONDARY,
        UserPoolArn = realm.PoolArn(pool.Id, replica.Region),
    };

    /// <summary>The pool itself, where it was made.</summary>
    public static UserPoolReplicaType Show(UserPool pool, Realm realm) => new()
    {
        RegionName = pool.Region,
        Status = ReplicaStatusType.ACTIVE,
        Role = ReplicaRoleType.PRIMARY,
        UserPoolArn = realm.PoolArn(pool.Id),
    };

    /// <summary>The fault for a text that names no region; null for one that does. The service model does not bound it.</summary>
    public static Fault? Misnamed(string region) => Form().IsMatch(region) ? null : Faults.InvalidParameter("Invalid RegionName.");

    /// <summary>The fault for a region that has no copy of a pool.</summary>
    public static Fault Unknown(string poolId, string region) => Faults.ResourceNotFound($"User pool {poolId} has no replica in {region}.");

    [GeneratedRegex(@"\A[a-z]{2,4}(-[a-z]{2,16}){1,3}-[0-9]{1,2}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
