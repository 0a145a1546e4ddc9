using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>The bearer says which second factors they want to be asked for.</summary>
public sealed class SetUserMFAPreference(TokenGate gate, FactorPreferences preferences) : SetUserMFAPreferenceContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<SetUserMFAPreferenceResponse>> Run(SetUserMFAPreferenceRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        var wishes = FactorShapes.Read(request.SMSMfaSettings, request.SoftwareTokenMfaSettings, request.EmailMfaSettings);
        var set = await preferences.Set(bearer.Pool, bearer.User.Sub, wishes, request.WebAuthnMfaSettings?.Enabled, call.Aborted);
        return set.Refused(out var refusal, out _) ? Refused.As(refusal) : new SetUserMFAPreferenceResponse();
    }
}
