using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Takes a client's login style away, with its pictures.</summary>
public sealed class DeleteManagedLoginBranding(LoginStyleGate gate, LoginStyles styles) : DeleteManagedLoginBrandingContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteManagedLoginBrandingRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.ManagedLoginBrandingId, call)).Refused(out var fault, out var style))
            return fault;

        return await styles.Remove(style.PoolId, style.Id, call.Aborted) ? Nothing.AtAll : LoginStyleGate.Unknown;
    }
}
