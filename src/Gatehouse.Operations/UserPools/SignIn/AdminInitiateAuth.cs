using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Begins a sign-in, from a server that signs its calls.</summary>
public sealed class AdminInitiateAuth(PoolClientGate gate, SignInDesk desk, Watch watch) : AdminInitiateAuthContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminInitiateAuthResponse>> Run(AdminInitiateAuthRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out var found))
            return fault;

        var admitted = new AdmittedClient(found.Client, found.Pool);
        var flow = request.AuthFlow;
        var sent = new SignInParameters(request.AuthParameters, Origins.Of(request.ContextData)) { Evidence = request.ClientMetadata };
        var attempt = new SignInTry(admitted, flow, sent);
        if ((await watch.SignIn(attempt, () => Begin(request, admitted, sent, call), call.Aborted)).Refused(out fault, out var answer))
            return fault;

        return new AdminInitiateAuthResponse
        {
            ChallengeName = answer.Challenge,
            Session = answer.Session,
            ChallengeParameters = answer.Parameters,
            AuthenticationResult = answer.Result,
            AvailableChallenges = answer.Available,
        };
    }

    private async ValueTask<Reply<SignInAnswer>> Begin(AdminInitiateAuthRequest request, AdmittedClient admitted, SignInParameters sent, Call call)
    {
        var way = request.AuthFlow switch
        {
            AuthFlowType.ADMIN_USER_PASSWORD_AUTH or AuthFlowType.ADMIN_NO_SRP_AUTH => SignInWays.AdminPassword,
            AuthFlowType.USER_SRP_AUTH => SignInWays.Srp,
            AuthFlowType.REFRESH_TOKEN or AuthFlowType.REFRESH_TOKEN_AUTH => SignInWays.Refresh,
            AuthFlowType.USER_AUTH => SignInWays.Choice,
            AuthFlowType.CUSTOM_AUTH => SignInWays.Custom,
            _ => SignInWays.Password,
        };
        if (way is SignInWays.Password)
            return InvalidParameter("Initiate Auth method not supported.");
        if (!admitted.Client.Allows(way))
            return InvalidParameter("Auth flow not enabled for this client");

        return way switch
        {
            SignInWays.AdminPassword => await desk.ByPassword(admitted, sent, call),
            SignInWays.Srp => await desk.BySrp(admitted, sent, call),
            SignInWays.Choice => await desk.ByChoice(admitted, request.Session, sent, call),
            SignInWays.Custom => await desk.ByFunctions(admitted, sent, call),
            _ => await desk.ByRefreshToken(admitted, sent, call),
        };
    }
}
