using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows the bearer with what they can sign in.</summary>
public sealed class GetUserAuthFactors(TokenGate gate, AuthFactors factors) : GetUserAuthFactorsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetUserAuthFactorsResponse>> Run(GetUserAuthFactorsRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        return new GetUserAuthFactorsResponse
        {
            Username = bearer.User.Username,
            PreferredMfaSetting = FactorShapes.Preferred(bearer.User),
            UserMFASettingList = FactorShapes.List(bearer.User),
            ConfiguredUserAuthFactors = await factors.Of(bearer.Pool, bearer.User, call.Aborted),
        };
    }
}
