using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Shows a policy of a user's own.</summary>
public sealed class GetUserPolicy(UserGate users) : GetUserPolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetUserPolicyResponse>> Run(GetUserPolicyRequest request, Call call)
    {
        if ((await users.Find(request.UserName, call)).Refused(out var fault, out var user) || RightsRules.OfUsers.Get(user, request.PolicyName).Refused(out fault, out var document))
            return fault;

        return new GetUserPolicyResponse { UserName = user.Name, PolicyName = request.PolicyName, PolicyDocument = Documents.Encoded(document) };
    }
}
