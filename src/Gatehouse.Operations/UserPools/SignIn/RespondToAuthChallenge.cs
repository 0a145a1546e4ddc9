using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Goes on with a sign-in, from an application in the person's hands.</summary>
public sealed class RespondToAuthChallenge(ClientGate gate, SignInDesk desk, Watch watch) : RespondToAuthChallengeContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<RespondToAuthChallengeResponse>> Run(RespondToAuthChallengeRequest request, Call call)
    {
        if ((await gate.Find(request.ClientId, call)).Refused(out var fault, out var admitted))
            return fault;

        var sent = new SignInParameters(request.ChallengeResponses, Origins.Of(call, admitted.Client, request.UserContextData)) { Metadata = request.ClientMetadata };
        var attempt = new SignInTry(admitted, request.ChallengeName, sent);
        var step = () => desk.Respond(admitted, request.ChallengeName, request.Session, sent, call);
        if ((await watch.SignIn(attempt, step, call.Aborted)).Refused(out fault, out var answer))
            return fault;

        return new RespondToAuthChallengeResponse
        {
            ChallengeName = answer.Challenge,
            Session = answer.Session,
            ChallengeParameters = answer.Parameters,
            AuthenticationResult = answer.Result,
            AvailableChallenges = answer.Available,
        };
    }
}
