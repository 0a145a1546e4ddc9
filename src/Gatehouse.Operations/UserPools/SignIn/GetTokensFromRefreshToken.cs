using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Gets new tokens for a refresh token, and the next refresh token where the client rotates them.</summary>
public sealed class GetTokensFromRefreshToken(ClientGate gate, Refreshes refreshes) : GetTokensFromRefreshTokenContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetTokensFromRefreshTokenResponse>> Run(GetTokensFromRefreshTokenRequest request, Call call)
    {
        if ((await gate.Prove(request.ClientId, request.ClientSecret, call)).Refused(out var fault, out var admitted))
            return fault;

        var client = admitted.Client;
        if (client.RotationGrace is null && !client.Allows(SignInWays.Refresh))
            return InvalidParameter("REFRESH_TOKEN_AUTH flow not enabled for this client");
        var from = admitted.Pool.Sessions.AreKept ? Origins.Of(call) : null;
        var sent = new SentToken(request.RefreshToken, request.DeviceKey);
        if ((await refreshes.Exchange(admitted.With(request.ClientMetadata), sent, from, call.Aborted)).Refused(out var refusal, out var tokens))
            return Refused.As(refusal);

        return new GetTokensFromRefreshTokenResponse { AuthenticationResult = SignInAnswers.Tokens(tokens) };
    }
}
