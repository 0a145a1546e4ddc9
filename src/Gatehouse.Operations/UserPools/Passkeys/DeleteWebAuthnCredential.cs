using System.Buffers.Text;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Removes a passkey of the person who is signed in. It opens nothing from then on.</summary>
public sealed class DeleteWebAuthnCredential(TokenGate gate, Passkeys passkeys) : DeleteWebAuthnCredentialContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DeleteWebAuthnCredentialResponse>> Run(DeleteWebAuthnCredentialRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        var found = Base64Url.IsValid(request.CredentialId)
            && await passkeys.Remove(bearer.User, Base64Url.DecodeFromChars(request.CredentialId), call.Aborted);
        return found ? new DeleteWebAuthnCredentialResponse() : ResourceNotFound("The credential does not exist.");
    }
}
