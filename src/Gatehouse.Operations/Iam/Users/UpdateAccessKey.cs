using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Says whether a key may be used.</summary>
public sealed class UpdateAccessKey(UserGate users) : UpdateAccessKeyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(UpdateAccessKeyRequest request, Call call)
    {
        if (request.Status == StatusType.Expired)
            return InvalidInput("A key cannot be set to Expired.");
        if (UserGate.NameOf(request.UserName, call).Refused(out var fault, out var name))
            return fault;

        fault = await users.Change(
            name,
            (IamUser user) => UserKeyRules.Change(user, request.AccessKeyId, key => key with { IsActive = request.Status == StatusType.Active }),
            call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
