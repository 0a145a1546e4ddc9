using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Sends the code of a sign-up again; the one before stops working.</summary>
public sealed class ResendConfirmationCode(ClientGate gate, Confirmations confirmations, Watch watch) : ResendConfirmationCodeContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ResendConfirmationCodeResponse>> Run(ResendConfirmationCodeRequest request, Call call)
    {
        if ((await gate.Admit(request.ClientId, request.SecretHash, request.Username, call)).Refused(out var fault, out var admitted))
            return fault;

        var from = Origins.Of(call, admitted.Client, request.UserContextData);
        var sent = await confirmations.Resend(admitted.With(request.ClientMetadata, from: from), request.Username, call.Aborted);
        if (!sent.Refused(out var refusal, out var delivery))
        {
            watch.Note(new(admitted.Pool, request.Username, AuthEventKind.ResendCode, AuthEventResult.Passed, from));
            return new ResendConfirmationCodeResponse { CodeDeliveryDetails = Shapes.Write(delivery) };
        }

        return refusal.Kind is RefusalKind.UnknownUser ? UserNotFound("Username/client id combination not found.") : Refused.As(refusal);
    }
}
