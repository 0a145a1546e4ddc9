using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Says which second factors a person is asked for.</summary>
public sealed class AdminSetUserMFAPreference(PoolGate gate, FactorPreferences preferences) : AdminSetUserMFAPreferenceContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminSetUserMFAPreferenceResponse>> Run(AdminSetUserMFAPreferenceRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;

        var wishes = FactorShapes.Read(request.SMSMfaSettings, request.SoftwareTokenMfaSettings, request.EmailMfaSettings);
        var set = await preferences.Set(found.Pool, found.User.Sub, wishes, request.WebAuthnMfaSettings?.Enabled, call.Aborted);
        return set.Refused(out var refusal, out _) ? Refused.As(refusal) : new AdminSetUserMFAPreferenceResponse();
    }
}
