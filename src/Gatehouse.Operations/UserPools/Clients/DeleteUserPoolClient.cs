using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Deletes a client and every session it opened.</summary>
public sealed class DeleteUserPoolClient(PoolClientGate gate, IAppClients clients) : DeleteUserPoolClientContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteUserPoolClientRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out _))
            return fault;

        return await clients.Remove(request.UserPoolId, request.ClientId, call.Aborted)
            ? Nothing.AtAll
            : PoolClientGate.Unknown(request.ClientId);
    }
}
