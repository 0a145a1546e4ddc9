using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Takes a policy of its own from a user.</summary>
public sealed class DeleteUserPolicy(UserGate users) : DeleteUserPolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteUserPolicyRequest request, Call call)
    {
        var fault = await users.Change(request.UserName, user => RightsRules.OfUsers.Remove(user, request.PolicyName), call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
