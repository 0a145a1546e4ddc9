using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lets people sign in at a copy, or keeps them from it.</summary>
public sealed class UpdateUserPoolReplica(PoolGate gate, Realm realm) : UpdateUserPoolReplicaContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateUserPoolReplicaResponse>> Run(UpdateUserPoolReplicaRequest request, Call call)
    {
        if (ReplicaShapes.Misnamed(request.RegionName) is { } broken)
            return broken;
        if (request.Status is not (ReplicaStatusType.ACTIVE or ReplicaStatusType.INACTIVE))
            return InvalidParameter("Status must be ACTIVE or INACTIVE.");

        if ((await gate.Change(request.UserPoolId, pool => With(pool, request), call)).Refused(out var fault, out var pool))
            return fault;

        var replica = pool.Replicas.First(each => each.Region == request.RegionName);
        return new UpdateUserPoolReplicaResponse { UserPoolReplica = ReplicaShapes.Show(pool, replica, realm) };
    }

    private static Reply<UserPool> With(UserPool pool, UpdateUserPoolReplicaRequest request)
    {
        if (request.RegionName == pool.Region)
            return InvalidParameter("The primary replica is always active.");
        if (pool.Replicas.All(replica => replica.Region != request.RegionName))
            return ReplicaShapes.Unknown(pool.Id, request.RegionName);

        var isActive = request.Status == ReplicaStatusType.ACTIVE;
        return pool with
        {
            Replicas = [.. pool.Replicas.Select(replica => replica.Region == request.RegionName ? replica with { IsActive = isActive } : replica)],
        };
    }
}
