using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Takes the passkey that a browser made. Each start can be completed once, by the session that made it.</summary>
public sealed class CompleteWebAuthnRegistration(TokenGate gate, Passkeys passkeys) : CompleteWebAuthnRegistrationContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<CompleteWebAuthnRegistrationResponse>> Run(CompleteWebAuthnRegistrationRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;
        if (request.Credential is not { ValueKind: JsonValueKind.Object } credential)
            return InvalidParameter("Credential must be an object.");

        return (await passkeys.Finish(bearer, credential.GetRawText(), call.Aborted)).Refused(out var refusal, out _)
            ? Refused.As(refusal)
            : new CompleteWebAuthnRegistrationResponse();
    }
}
