using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Deletes a pool with its identities.</summary>
public sealed class DeleteIdentityPool(IdentityPoolGate gate, IIdentityPools pools) : DeleteIdentityPoolContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteIdentityPoolInput request, Call call)
    {
        if ((await gate.Find(request.IdentityPoolId, call)).Refused(out var fault, out _))
            return fault;

        return await pools.Remove(request.IdentityPoolId, call.Aborted) ? Nothing.AtAll : IdentityPoolGate.Unknown(request.IdentityPoolId);
    }
}
