using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Signs the bearer out everywhere, this session included.</summary>
public sealed class GlobalSignOut(TokenGate gate, Administration administration) : GlobalSignOutContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GlobalSignOutResponse>> Run(GlobalSignOutRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        return await administration.SignOut(bearer.Pool, bearer.User.Sub, call.Aborted)
            ? new GlobalSignOutResponse()
            : Refused.As(RefusalKind.TokenRevoked);
    }
}
