using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Gives whoever comes their identity: the same for the same logins, a new one for every guest.</summary>
public sealed class GetId(IdentityPoolGate gate, LoginDesk desk, IdentityBook book, Realm realm) : GetIdContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetIdResponse>> Run(GetIdInput request, Call call)
    {
        // In another account there is no such pool.
        if (request.AccountId is { } account && account != realm.AccountId)
            return IdentityPoolGate.Unknown(request.IdentityPoolId);
        if ((await gate.Find(request.IdentityPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if ((await desk.Prove(pool, request.Logins, takesVouchers: false, call)).Refused(out fault, out var proven))
            return fault;

        return (await book.Join(pool, proven, call.Aborted)).Refused(out var refusal, out var identity)
            ? IdentityRefused.As(refusal, pool.Id)
            : new GetIdResponse { IdentityId = identity.Id };
    }
}
