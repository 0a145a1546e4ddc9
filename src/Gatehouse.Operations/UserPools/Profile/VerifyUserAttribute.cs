using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Proves one of the bearer's addresses by the code that was sent to it.</summary>
public sealed class VerifyUserAttribute(TokenGate gate, Profiles profiles) : VerifyUserAttributeContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<VerifyUserAttributeResponse>> Run(VerifyUserAttributeRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        var verified = await profiles.Verify(bearer.Pool, bearer.User.Sub, request.AttributeName, request.Code, call.Aborted);
        return verified.Refused(out var refusal, out _) ? Refused.As(refusal) : new VerifyUserAttributeResponse();
    }
}
