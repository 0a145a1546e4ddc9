using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists everything a person can prove: with what they can begin to sign in, and what they have as second factor.</summary>
public sealed class AuthFactors(Passkeys passkeys)
{
    /// <summary>The names of a person's factors.</summary>
    public async ValueTask<IReadOnlyList<string>> Of(UserPool pool, User user, CancellationToken ct)
    {
        var hasPasskey = pool.OffersPasskeys && (await passkeys.Of(user, ct)).Count > 0;
        var first = FirstFactors.Of(pool, user, hasPasskey).Select(FactorNames.Of);
        var second = FactorFacts.Of(pool, user).Chosen.Select(Second);
        return [.. first.Concat(second).Distinct()];
    }

    private static string Second(SecondFactor factor) => factor switch
    {
        SecondFactor.Sms => AuthFactorType.SMS_OTP,
        SecondFactor.Email => AuthFactorType.EMAIL_OTP,
        _ => AuthFactorType.SOFTWARE_TOKEN,
    };
}
