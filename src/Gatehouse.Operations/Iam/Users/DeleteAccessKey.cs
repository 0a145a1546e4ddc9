using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Removes a key of a user.</summary>
public sealed class DeleteAccessKey(UserGate users) : DeleteAccessKeyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteAccessKeyRequest request, Call call)
    {
        if (UserGate.NameOf(request.UserName, call).Refused(out var fault, out var name))
            return fault;

        fault = await users.Change(name, (IamUser user) => UserKeyRules.Change(user, request.AccessKeyId, _ => null), call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
