using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Begins a sign-in, from an application in the person's hands.</summary>
public sealed class InitiateAuth(ClientGate gate, SignInDesk desk, Watch watch) : InitiateAuthContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<InitiateAuthResponse>> Run(InitiateAuthRequest request, Call call)
    {
        if ((await gate.Find(request.ClientId, call)).Refused(out var fault, out var admitted))
            return fault;

        var (flow, from) = (request.AuthFlow, Origins.Of(call, admitted.Client, request.UserContextData));
        var sent = new SignInParameters(request.AuthParameters, from) { Evidence = request.ClientMetadata };
        var attempt = new SignInTry(admitted, flow, sent);
        if ((await watch.SignIn(attempt, () => Begin(request, admitted, sent, call), call.Aborted)).Refused(out fault, out var answer))
            return fault;

        return new InitiateAuthResponse
        {
            ChallengeName = answer.Challenge,
            Session = answer.Session,
            ChallengeParameters = answer.Parameters,
            AuthenticationResult = answer.Result,
            AvailableChallenges = answer.Available,
        };
    }

    private async ValueTask<Reply<SignInAnswer>> Begin(InitiateAuthRequest request, AdmittedClient admitted, SignInParameters sent, Call call) => request.AuthFlow switch
    {
        AuthFlowType.USER_PASSWORD_AUTH when !admitted.Client.Allows(SignInWays.Password) =>
            InvalidParameter("USER_PASSWORD_AUTH flow not enabled for this client"),
        AuthFlowType.USER_PASSWORD_AUTH => await desk.ByPassword(admitted, sent, call),
        AuthFlowType.USER_SRP_AUTH when !admitted.Client.Allows(SignInWays.Srp) =>
            InvalidParameter("USER_SRP_AUTH is not enabled for the client."),
        AuthFlowType.USER_SRP_AUTH => await desk.BySrp(admitted, sent, call),
        AuthFlowType.REFRESH_TOKEN or AuthFlowType.REFRESH_TOKEN_AUTH when !admitted.Client.Allows(SignInWays.Refresh) =>
            InvalidParameter("REFRESH_TOKEN_AUTH flow not enabled for this client"),
        AuthFlowType.REFRESH_TOKEN or AuthFlowType.REFRESH_TOKEN_AUTH => await desk.ByRefreshToken(admitted, sent, call),
        AuthFlowType.USER_AUTH when !admitted.Client.Allows(SignInWays.Choice) =>
            InvalidParameter("USER_AUTH flow not enabled for this client"),
        AuthFlowType.USER_AUTH => await desk.ByChoice(admitted, request.Session, sent, call),
        AuthFlowType.CUSTOM_AUTH when !admitted.Client.Allows(SignInWays.Custom) =>
            InvalidParameter("CUSTOM_AUTH flow not enabled for this client"),
        AuthFlowType.CUSTOM_AUTH => await desk.ByFunctions(admitted, sent, call),
        _ => InvalidParameter("Initiate Auth method not supported."),
    };
}
