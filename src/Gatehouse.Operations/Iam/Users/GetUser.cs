using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Shows a user: the one that is named, or who asks.</summary>
public sealed class GetUser(UserGate users, IamShapes shapes) : GetUserContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetUserResponse>> Run(GetUserRequest request, Call call)
    {
        return UserGate.NameOf(request.UserName, call).Refused(out var fault, out var name) || (await users.Find(name, call)).Refused(out fault, out var user)
            ? fault
            : new GetUserResponse { User = shapes.Write(user) };
    }
}
