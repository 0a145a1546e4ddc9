using Gatehouse.Access;
using Gatehouse.Contracts.Sts;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Sts;

/// <summary>Gives a user, or root, credentials of their own that end.</summary>
public sealed class GetSessionToken(TemporaryKeys keys, TimeProvider clock) : GetSessionTokenContract
{
    private const int LongestOfRoot = 3600;
    private const int Usual = 43_200;

    /// <inheritdoc/>
    public override ValueTask<Reply<GetSessionTokenResponse>> Run(GetSessionTokenRequest request, Call call)
    {
        if (call.Caller is not (Root { Session: null } or UserPrincipal { Session: null }))
            return new(new Fault("AccessDeniedException", "Cannot call GetSessionToken with session credentials"));
        if (request.SerialNumber is not null || request.TokenCode is not null)
            return new(new Fault("AccessDeniedException", "MultiFactorAuthentication failed with invalid MFA one time pass code."));

        var seconds = request.DurationSeconds ?? Usual;
        if (call.Caller is Root)
            seconds = Math.Min(seconds, LongestOfRoot);
        var key = keys.Issue(call.Caller with { Session = StsShapes.Terms(clock.GetUtcNow(), TimeSpan.FromSeconds(seconds)) });
        return new(new GetSessionTokenResponse { Credentials = StsShapes.Write(key) });
    }
}
