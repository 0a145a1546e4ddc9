using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Revokes a refresh token and every token that came of it.</summary>
public sealed class RevokeToken(ClientGate gate, Refreshes refreshes) : RevokeTokenContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<RevokeTokenResponse>> Run(RevokeTokenRequest request, Call call)
    {
        if (SessionChecks.Association(request.RevokeAssociatedSessions) is { } broken)
            return broken;

        // This operation declares neither ResourceNotFound nor NotAuthorized: a client that is not one is unauthorised.
        if ((await gate.Find(request.ClientId, call)).Refused(out _, out var admitted))
            return Unauthorized("Invalid client id or secret.");

        var client = admitted.Client;
        if (!client.IsProvenBy(request.ClientSecret))
            return Unauthorized("Invalid client id or secret.");
        if (!client.Revocable)
            return UnsupportedOperation("Token revocation is not enabled for this client.");

        // Access and ID tokens are JSON web signatures, three parts and a header in clear; refresh tokens are not.
        if (request.Token.StartsWith("eyJ", StringComparison.Ordinal))
            return UnsupportedTokenType("Only refresh tokens can be revoked.");

        return await refreshes.Revoke(client, request.Token, call.Aborted)
            ? new RevokeTokenResponse()
            : Unauthorized("The refresh token was not issued to this client.");
    }
}
