using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Gives a person who is signed in the options with which a browser makes a passkey.</summary>
public sealed class StartWebAuthnRegistration(TokenGate gate, Passkeys passkeys) : StartWebAuthnRegistrationContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<StartWebAuthnRegistrationResponse>> Run(StartWebAuthnRegistrationRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;
        if ((await passkeys.Begin(bearer, call.Aborted)).Refused(out var refusal, out var options))
            return Refused.As(refusal);

        return new StartWebAuthnRegistrationResponse { CredentialCreationOptions = JsonElement.Parse(options) };
    }
}
