using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Turns text messages as a person's second factor on or off, in words of an older time.</summary>
public sealed class AdminSetUserSettings(PoolGate gate, FactorPreferences preferences) : AdminSetUserSettingsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminSetUserSettingsResponse>> Run(AdminSetUserSettingsRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;
        if (FactorShapes.Read(request.MFAOptions).Refused(out fault, out var wishes))
            return fault;

        var set = await preferences.Set(found.Pool, found.User.Sub, wishes, passkey: null, call.Aborted);
        return set.Refused(out var refusal, out _) ? Refused.As(refusal) : new AdminSetUserSettingsResponse();
    }
}
