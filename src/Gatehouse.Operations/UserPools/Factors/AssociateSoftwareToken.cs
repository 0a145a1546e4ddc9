using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Gives out the secret for an authenticator app: to the bearer of a token, or to whoever's sign-in waits for a second factor.</summary>
public sealed class AssociateSoftwareToken(TokenGate gate, AuthenticatorEnrolment enrolment) : AssociateSoftwareTokenContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AssociateSoftwareTokenResponse>> Run(AssociateSoftwareTokenRequest request, Call call)
    {
        if (TokenOrSession.Unclear(request.AccessToken, request.Session) is { } fault)
            return fault;
        if (request.AccessToken is { } token)
            return await ByToken(token, call);

        return (await enrolment.Begin(request.Session!, call.Aborted)).Refused(out var refusal, out var given)
            ? Refused.As(refusal)
            : new AssociateSoftwareTokenResponse { SecretCode = Base32.Of(given.Secret), Session = given.Session };
    }

    private async ValueTask<Reply<AssociateSoftwareTokenResponse>> ByToken(string token, Call call)
    {
        if ((await gate.Admit(token, call)).Refused(out var fault, out var bearer))
            return fault;

        return (await enrolment.Begin(bearer.Pool, bearer.User.Sub, call.Aborted)).Refused(out var refusal, out var secret)
            ? Refused.As(refusal)
            : new AssociateSoftwareTokenResponse { SecretCode = Base32.Of(secret) };
    }
}
