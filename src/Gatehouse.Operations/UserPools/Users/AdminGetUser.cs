using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows everything a pool knows of a person, but secrets.</summary>
public sealed class AdminGetUser(PoolGate gate) : AdminGetUserContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminGetUserResponse>> Run(AdminGetUserRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;

        var user = found.User;
        return new AdminGetUserResponse
        {
            Username = user.Username,
            UserAttributes = Shapes.Write(user),
            UserCreateDate = user.State.Created,
            UserLastModifiedDate = user.State.Modified,
            Enabled = user.Enabled,
            UserStatus = StatusText.Of(user.Status),
            MFAOptions = FactorShapes.Options(user),
            PreferredMfaSetting = FactorShapes.Preferred(user),
            UserMFASettingList = FactorShapes.List(user),
        };
    }
}
