using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows the bearer what the application may read of them.</summary>
public sealed class GetUser(TokenGate gate) : GetUserContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetUserResponse>> Run(GetUserRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        return new GetUserResponse
        {
            Username = bearer.User.Username,
            UserAttributes = Shapes.Write(bearer.User, bearer.Client),
            MFAOptions = FactorShapes.Options(bearer.User),
            PreferredMfaSetting = FactorShapes.Preferred(bearer.User),
            UserMFASettingList = FactorShapes.List(bearer.User),
        };
    }
}
