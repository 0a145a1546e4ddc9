using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Removes a user who has no policies and no keys any more.</summary>
public sealed class DeleteUser(UserGate users) : DeleteUserContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteUserRequest request, Call call)
    {
        var fault = await users.Remove(
            request.UserName,
            user => user.Keys.Count > 0 ? DeleteConflict("Cannot delete entity, must delete access keys first.") : RightsRules.Keeps(user),
            call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
