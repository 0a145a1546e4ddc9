using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Goes on with a sign-in, from a server that signs its calls.</summary>
public sealed class AdminRespondToAuthChallenge(PoolClientGate gate, SignInDesk desk, Watch watch) : AdminRespondToAuthChallengeContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminRespondToAuthChallengeResponse>> Run(AdminRespondToAuthChallengeRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out var found))
            return fault;

        var admitted = new AdmittedClient(found.Client, found.Pool);
        var sent = new SignInParameters(request.ChallengeResponses, Origins.Of(request.ContextData)) { Metadata = request.ClientMetadata };
        var attempt = new SignInTry(admitted, request.ChallengeName, sent);
        var step = () => desk.Respond(admitted, request.ChallengeName, request.Session, sent, call);
        if ((await watch.SignIn(attempt, step, call.Aborted)).Refused(out fault, out var answer))
            return fault;

        return new AdminRespondToAuthChallengeResponse
        {
            ChallengeName = answer.Challenge,
            Session = answer.Session,
            ChallengeParameters = answer.Parameters,
            AuthenticationResult = answer.Result,
            AvailableChallenges = answer.Available,
        };
    }
}
