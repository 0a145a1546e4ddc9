using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Deletes the bearer with everything that is known of them.</summary>
public sealed class DeleteUser(TokenGate gate, IUsers users) : DeleteUserContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteUserRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        return await users.Remove(bearer.Pool.Id, bearer.User.Sub, call.Aborted) ? Nothing.AtAll : Refused.As(RefusalKind.UnknownUser);
    }
}
