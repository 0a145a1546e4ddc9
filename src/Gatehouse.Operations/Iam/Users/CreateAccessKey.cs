using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Makes a key for a user. Its secret is shown this once.</summary>
public sealed class CreateAccessKey(UserGate users, IRandom random, TimeProvider clock) : CreateAccessKeyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<CreateAccessKeyResponse>> Run(CreateAccessKeyRequest request, Call call)
    {
        if (UserGate.NameOf(request.UserName, call).Refused(out var fault, out var name))
            return fault;

        var key = new UserKey(random.AccessId("AKIA"), random.AccessSecret(), clock.GetUtcNow());
        fault = await users.Change(
            name,
            (IamUser user) => user.Keys.Count >= IamUser.MostKeys
                ? LimitExceeded($"Cannot exceed quota for AccessKeysPerUser: {IamUser.MostKeys}")
                : user with { Keys = [.. user.Keys, key] },
            call);
        return fault is not null ? fault : new CreateAccessKeyResponse
        {
            AccessKey = new()
            {
                UserName = name, AccessKeyId = key.Id, Status = StatusType.Active, SecretAccessKey = key.Secret, CreateDate = key.Created,
            },
        };
    }
}
