using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Lists the keys of a user, without their secrets.</summary>
public sealed class ListAccessKeys(UserGate users, Markers markers) : ListAccessKeysContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListAccessKeysResponse>> Run(ListAccessKeysRequest request, Call call)
    {
        if (UserGate.NameOf(request.UserName, call).Refused(out var fault, out var name)
            || (await users.Find(name, call)).Refused(out fault, out var user)
            || markers.Cut($"ListAccessKeys {user.Id}", user.Keys, key => key.Id, request.Marker, request.MaxItems).Refused(out fault, out var page))
            return fault;

        var keys = page.Items.Select(key => new AccessKeyMetadata
        {
            UserName = user.Name, AccessKeyId = key.Id, Status = key.IsActive ? StatusType.Active : StatusType.Inactive, CreateDate = key.Created,
        });
        return new ListAccessKeysResponse { AccessKeyMetadata = [.. keys], IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
