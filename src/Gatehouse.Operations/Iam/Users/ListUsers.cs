using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Lists users by name.</summary>
public sealed class ListUsers(UserGate users, IamShapes shapes, Markers markers) : ListUsersContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListUsersResponse>> Run(ListUsersRequest request, Call call)
    {
        var below = request.PathPrefix ?? "/";
        return markers.Cut($"ListUsers {below}", await users.All(below, call), user => user.Key, request.Marker, request.MaxItems).Refused(out var fault, out var page)
            ? fault
            : new ListUsersResponse { Users = [.. page.Items.Select(user => shapes.Write(user, isListed: true))], IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
