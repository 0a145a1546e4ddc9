using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Gets an access token for an application itself, for its secret.</summary>
public sealed class GetClientToken(ClientGate gate, ClientTokens tokens) : GetClientTokenContract
{
    private const int MaxScopes = 50;

    /// <inheritdoc/>
    public override async ValueTask<Reply<GetClientTokenResponse>> Run(GetClientTokenRequest request, Call call)
    {
        if (request.Scopes?.Count > MaxScopes)
            return InvalidParameter($"No more than {MaxScopes} scopes can be requested.");
        if ((await gate.Prove(request.ClientId, request.Secret, call)).Refused(out var fault, out var admitted))
            return fault;

        if (!admitted.Client.Allows(SignInWays.ClientToken))
            return InvalidParameter($"{AuthFlows.ClientToken} flow not enabled for this client");
        if ((await tokens.Issue(admitted.With(request.ClientMetadata), request.Scopes ?? [], call.Aborted)).Refused(out var refusal, out var token))
            return Refusal(refusal);

        return new GetClientTokenResponse
        {
            ClientAuthenticationResult = new()
            {
                AccessToken = token.AccessToken,
                ExpiresIn = (int)token.ExpiresIn.TotalSeconds,
                TokenType = "Bearer",
            },
        };
    }

    // This operation declares no faults of functions.
    private static Fault Refusal(Refusal refusal) =>
        refusal.IsOfFunction ? InvalidParameter(refusal.Detail!) : Refused.As(refusal);
}
