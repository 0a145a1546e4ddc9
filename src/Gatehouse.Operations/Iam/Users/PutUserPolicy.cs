using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Gives a user a policy of its own, or replaces it.</summary>
public sealed class PutUserPolicy(UserGate users) : PutUserPolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(PutUserPolicyRequest request, Call call)
    {
        var fault = await users.Change(request.UserName, user => RightsRules.OfUsers.Put(user, request.PolicyName, request.PolicyDocument), call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
