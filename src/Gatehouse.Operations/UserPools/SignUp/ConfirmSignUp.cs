using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Ends a sign-up: the person types the code they were sent, and may sign in from then on.</summary>
public sealed class ConfirmSignUp(ClientGate gate, Confirmations confirmations, FirstSignIns first) : ConfirmSignUpContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ConfirmSignUpResponse>> Run(ConfirmSignUpRequest request, Call call)
    {
        if ((await gate.Admit(request.ClientId, request.SecretHash, request.Username, call)).Refused(out var fault, out var admitted))
            return fault;

        var attempt = new SignInAttempt(admitted.Pool, admitted.Client, request.Username);
        var waiting = default(Waiting);
        if (request.Session is { } session && (await first.Take(attempt, session, call.Aborted)).Refused(out var refusal, out waiting))
            return Refused.As(refusal);

        var confirmed = await confirmations.Confirm(
            admitted.With(request.ClientMetadata), request.Username, request.ConfirmationCode, request.ForceAliasCreation is true, call.Aborted);
        if (!confirmed.Refused(out refusal, out var user))
            return new ConfirmSignUpResponse { Session = await first.GoOn(attempt, waiting, user, call.Aborted) };

        return refusal.Kind switch
        {
            RefusalKind.UnknownUser => UserNotFound("Username/client id combination not found."),
            RefusalKind.CodeDead => TooManyFailedAttempts("Attempt limit exceeded, please try after some time."),
            _ => Refused.As(refusal),
        };
    }
}
