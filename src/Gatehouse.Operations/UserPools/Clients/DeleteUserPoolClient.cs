using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Deletes a client, every session it opened, and what its pages looked like.</summary>
public sealed class DeleteUserPoolClient(PoolClientGate gate, IAppClients clients, ClientBelongings belongings) : DeleteUserPoolClientContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteUserPoolClientRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out _))
            return fault;

        await belongings.Remove(request.UserPoolId, request.ClientId, call.Aborted);
        return await clients.Remove(request.UserPoolId, request.ClientId, call.Aborted)
            ? Nothing.AtAll
            : PoolClientGate.Unknown(request.ClientId);
    }
}
