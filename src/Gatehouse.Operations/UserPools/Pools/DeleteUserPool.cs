using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Deletes a pool with everything in it, unless it is protected.</summary>
public sealed class DeleteUserPool(PoolGate gate, IPools pools) : DeleteUserPoolContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteUserPoolRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out _))
            return fault;

        // The store looks at the protection as it deletes, so a protection switched on at this moment counts.
        if (await pools.Remove(request.UserPoolId, call.Aborted))
            return Nothing.AtAll;

        if ((await gate.Find(request.UserPoolId, call)).Refused(out fault, out _))
            return fault;

        return InvalidParameter(
            "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.");
    }
}
