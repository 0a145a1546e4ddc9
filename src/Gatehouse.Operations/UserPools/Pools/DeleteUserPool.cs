using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Deletes a pool with everything in it, unless it is protected or has a domain.</summary>
public sealed class DeleteUserPool(PoolGate gate, ImportGate imports, IPools pools) : DeleteUserPoolContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteUserPoolRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out _))
            return fault;
        if (await imports.Busy(request.UserPoolId, call) is { } busy)
            return busy;

        // The store looks at protection and domains as it deletes, so what is added at this moment counts.
        if (await pools.Remove(request.UserPoolId, call.Aborted))
            return Nothing.AtAll;

        if ((await gate.Find(request.UserPoolId, call)).Refused(out fault, out var pool))
            return fault;

        return InvalidParameter(pool.DeletionProtected
            ? "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first."
            : "User pool cannot be deleted. It has a domain configured that should be deleted first.");
    }
}
