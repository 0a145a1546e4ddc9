using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Gives a user a managed policy.</summary>
public sealed class AttachUserPolicy(UserGate users, ManagedPolicies policies) : AttachUserPolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(AttachUserPolicyRequest request, Call call)
    {
        if (await policies.Find(request.PolicyArn, call.Aborted) is null)
            return NoSuchEntity($"Policy {request.PolicyArn} does not exist or is not attachable.");
        if (await users.Change(request.UserName, user => RightsRules.OfUsers.Attach(user, request.PolicyArn), call) is { } fault)
            return fault;
        if (await policies.Find(request.PolicyArn, call.Aborted) is not null)
            return Nothing.AtAll;

        // It was deleted in this very moment.
        await users.Change(request.UserName, user => user.Rights.Detach(request.PolicyArn), call);
        return NoSuchEntity($"Policy {request.PolicyArn} does not exist or is not attachable.");
    }
}
