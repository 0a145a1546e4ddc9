using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Admits the bearer of an access token. Every access-token operation passes here first.</summary>
public sealed class TokenGate(Bearers bearers)
{
    /// <summary>The person, or the fault that says what is wrong with the token.</summary>
    public async ValueTask<Reply<Bearer>> Admit(string accessToken, Call call) =>
        (await bearers.Admit(accessToken, call.Aborted)).Refused(out var refusal, out var bearer) ? Refused.As(refusal) : bearer;
}
