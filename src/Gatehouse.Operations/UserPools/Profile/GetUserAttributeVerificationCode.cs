using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Sends a code to one of the bearer's addresses, so that it can be proven.</summary>
public sealed class GetUserAttributeVerificationCode(TokenGate gate, Profiles profiles) : GetUserAttributeVerificationCodeContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetUserAttributeVerificationCodeResponse>> Run(
        GetUserAttributeVerificationCodeRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        var sent = await profiles.SendCode(bearer.With(request.ClientMetadata, Origins.Of(call, bearer.Client)), bearer.User.Sub, request.AttributeName, call.Aborted);
        return sent.Refused(out var refusal, out var delivery)
            ? Refused.As(refusal)
            : new GetUserAttributeVerificationCodeResponse { CodeDeliveryDetails = Shapes.Write(delivery) };
    }
}
