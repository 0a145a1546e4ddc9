using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Takes a pool out of another region; the copy must have been made inactive before.</summary>
public sealed class DeleteUserPoolReplica(PoolGate gate, Realm realm) : DeleteUserPoolReplicaContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DeleteUserPoolReplicaResponse>> Run(DeleteUserPoolReplicaRequest request, Call call)
    {
        if (ReplicaShapes.Misnamed(request.RegionName) is { } broken)
            return broken;

        PoolReplica? gone = null;
        if ((await gate.Change(request.UserPoolId, Without, call)).Refused(out var fault, out var pool))
            return fault;

        return new DeleteUserPoolReplicaResponse { UserPoolReplica = ReplicaShapes.Show(pool, gone!, realm, ReplicaStatusType.DELETING) };

        Reply<UserPool> Without(UserPool there)
        {
            gone = there.Replicas.FirstOrDefault(replica => replica.Region == request.RegionName);
            return gone switch
            {
                null when request.RegionName == there.Region => InvalidParameter("The primary replica cannot be deleted."),
                null => ReplicaShapes.Unknown(there.Id, request.RegionName),
                { IsActive: true } => InvalidParameter("A replica must be INACTIVE before it can be deleted."),
                _ => there with { Replicas = [.. there.Replicas.Where(replica => replica != gone)] },
            };
        }
    }
}
