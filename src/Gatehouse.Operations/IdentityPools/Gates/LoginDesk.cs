using Gatehouse.Identity;
using IdentityPool = Gatehouse.Identity.IdentityPool;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Takes logins as the wire brings them: tokens by whatever their provider is called.</summary>
public sealed class LoginDesk(Logins logins, ProviderNames names)
{
    /// <summary>What the logins prove, or the fault that says why they do not.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="shown">Tokens by provider; nothing when null.</param>
    /// <param name="takesVouchers">Whether a token that the administrator's own program got for an identity is good here.</param>
    /// <param name="call">The call.</param>
    public async ValueTask<Reply<Proven>> Prove(IdentityPool pool, IReadOnlyDictionary<string, string>? shown, bool takesVouchers, Call call)
    {
        var named = (shown ?? new Dictionary<string, string>()).Select(login => KeyValuePair.Create(names.Of(login.Key), login.Value)).ToList();
        return (await logins.Prove(pool, named, takesVouchers ? ProviderNames.Own : null, call.Aborted)).Refused(out var refusal, out var proven)
            ? IdentityRefused.As(refusal, pool.Id)
            : proven;
    }
}
