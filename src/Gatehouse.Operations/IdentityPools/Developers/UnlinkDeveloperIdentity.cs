using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Takes a user of the administrator's own program from an identity.</summary>
public sealed class UnlinkDeveloperIdentity(DeveloperGate gate, Unlinking unlinking) : UnlinkDeveloperIdentityContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(UnlinkDeveloperIdentityInput request, Call call)
    {
        if ((await gate.Find(request.IdentityPoolId, request.DeveloperProviderName, call)).Refused(out var fault, out var pool)
            || (await gate.Identity(pool, request.IdentityId, call)).Refused(out fault, out var found))
            return fault;

        var gone = DeveloperUsers.LoginOf(pool, request.DeveloperUserIdentifier);
        return (await unlinking.ByDeveloper(found.Identity, gone, call.Aborted)).Refused(out var refusal, out _)
            ? IdentityRefused.As(refusal, pool.Id, request.IdentityId)
            : Nothing.AtAll;
    }
}
