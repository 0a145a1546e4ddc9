using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Proves by a first code that an app has the secret it was given: the person's authenticator from now on.</summary>
public sealed class VerifySoftwareToken(TokenGate gate, AuthenticatorEnrolment enrolment) : VerifySoftwareTokenContract
{
    private const int MaxNameLength = 256;

    /// <inheritdoc/>
    public override async ValueTask<Reply<VerifySoftwareTokenResponse>> Run(VerifySoftwareTokenRequest request, Call call)
    {
        if (TokenOrSession.Unclear(request.AccessToken, request.Session) is { } fault)
            return fault;
        if (request.FriendlyDeviceName?.Length > MaxNameLength)
            return InvalidParameter($"FriendlyDeviceName cannot be longer than {MaxNameLength} characters.");
        if (request.AccessToken is { } token)
            return await ByToken(token, request, call);

        var completed = await enrolment.Complete(request.Session!, request.UserCode, request.FriendlyDeviceName, call.Aborted);
        return completed.Refused(out var refusal, out var session)
            ? Refused.As(refusal)
            : new VerifySoftwareTokenResponse { Status = VerifySoftwareTokenResponseType.SUCCESS, Session = session };
    }

    private async ValueTask<Reply<VerifySoftwareTokenResponse>> ByToken(string token, VerifySoftwareTokenRequest request, Call call)
    {
        if ((await gate.Admit(token, call)).Refused(out var fault, out var bearer))
            return fault;

        var completed = await enrolment.Complete(
            bearer.Pool, bearer.User.Sub, request.UserCode, request.FriendlyDeviceName, call.Aborted);
        return completed.Refused(out var refusal, out _)
            ? Refused.As(refusal)
            : new VerifySoftwareTokenResponse { Status = VerifySoftwareTokenResponseType.SUCCESS };
    }
}
