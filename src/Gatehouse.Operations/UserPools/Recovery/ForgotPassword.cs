using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Sends a code with which a person may choose a new password.</summary>
public sealed class ForgotPassword(ClientGate gate, Recoveries recoveries, Watch watch) : ForgotPasswordContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ForgotPasswordResponse>> Run(ForgotPasswordRequest request, Call call)
    {
        if ((await gate.Admit(request.ClientId, request.SecretHash, request.Username, call)).Refused(out var fault, out var admitted))
            return fault;

        var from = Origins.Of(call, admitted.Client, request.UserContextData);
        var sent = await recoveries.Begin(admitted.With(request.ClientMetadata, from: from), request.Username, call.Aborted);
        if (!sent.Refused(out var refusal, out var delivery))
        {
            watch.Note(new(admitted.Pool, request.Username, AuthEventKind.ForgotPassword, AuthEventResult.InProgress, from));
            return new ForgotPasswordResponse { CodeDeliveryDetails = Shapes.Write(delivery) };
        }

        return refusal.Kind is RefusalKind.UnknownUser ? UserNotFound("Username/client id combination not found.") : Refused.As(refusal);
    }
}
