using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>The bearer turns text messages as second factor on or off, in words of an older time.</summary>
public sealed class SetUserSettings(TokenGate gate, FactorPreferences preferences) : SetUserSettingsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<SetUserSettingsResponse>> Run(SetUserSettingsRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;
        if (FactorShapes.Read(request.MFAOptions).Refused(out fault, out var wishes))
            return fault;

        var set = await preferences.Set(bearer.Pool, bearer.User.Sub, wishes, passkey: null, call.Aborted);
        return set.Refused(out var refusal, out _) ? Refused.As(refusal) : new SetUserSettingsResponse();
    }
}
