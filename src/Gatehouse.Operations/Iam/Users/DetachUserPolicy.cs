using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Takes a managed policy from a user.</summary>
public sealed class DetachUserPolicy(UserGate users) : DetachUserPolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DetachUserPolicyRequest request, Call call)
    {
        var fault = await users.Change(request.UserName, user => RightsRules.Detach(user, request.PolicyArn), call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
