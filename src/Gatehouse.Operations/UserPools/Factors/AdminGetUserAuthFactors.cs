using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows with what a person can sign in.</summary>
public sealed class AdminGetUserAuthFactors(PoolGate gate, AuthFactors factors) : AdminGetUserAuthFactorsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminGetUserAuthFactorsResponse>> Run(AdminGetUserAuthFactorsRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;

        return new AdminGetUserAuthFactorsResponse
        {
            Username = found.User.Username,
            PreferredMfaSetting = FactorShapes.Preferred(found.User),
            UserMFASettingList = FactorShapes.List(found.User),
            ConfiguredUserAuthFactors = await factors.Of(found.Pool, found.User, call.Aborted),
        };
    }
}
