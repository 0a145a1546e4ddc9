using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists every region in which a pool answers, the one it was made in first. They are few: there is one page.</summary>
public sealed class ListUserPoolReplicas(PoolGate gate, Realm realm) : ListUserPoolReplicasContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListUserPoolReplicasResponse>> Run(ListUserPoolReplicasRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (request.NextToken is not null)
            return InvalidParameter("Invalid pagination token.");

        return new ListUserPoolReplicasResponse
        {
            UserPoolReplicas = [ReplicaShapes.Show(pool, realm), .. pool.Replicas.Select(replica => ReplicaShapes.Show(pool, replica, realm))],
        };
    }
}
