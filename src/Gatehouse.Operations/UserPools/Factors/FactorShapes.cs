using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>A person's second factors as the wire shows them; absent where there are none.</summary>
public static class FactorShapes
{
    /// <summary>Those that are on.</summary>
    public static IReadOnlyList<string>? List(User user) =>
        user.State.Factors.On is [] ? null : [.. user.State.Factors.On.Select(FactorNames.Of)];

    /// <summary>The preferred one.</summary>
    public static string? Preferred(User user) => user.State.Factors.Preferred is { } factor ? FactorNames.Of(factor) : null;

    /// <summary>The same in words of an older time, which knows text messages only.</summary>
    public static IReadOnlyList<MFAOptionType>? Options(User user) => user.State.Factors.On.Contains(SecondFactor.Sms)
        ? [new() { DeliveryMedium = DeliveryMediumType.SMS, AttributeName = Attributes.Phone }]
        : null;

    /// <summary>What an older client wants of text messages: an empty list turns them off.</summary>
    public static Reply<IReadOnlyDictionary<SecondFactor, FactorWish>> Read(IReadOnlyList<MFAOptionType> options) =>
        options.All(option => option is { DeliveryMedium: DeliveryMediumType.SMS, AttributeName: Attributes.Phone })
            ? new Dictionary<SecondFactor, FactorWish> { [SecondFactor.Sms] = new(options.Count > 0, null) }
            : Faults.InvalidParameter("MFAOptions can only set the delivery medium SMS for the attribute phone_number.");

    /// <summary>What is wanted of each factor; those that are left out stay.</summary>
    public static IReadOnlyDictionary<SecondFactor, FactorWish> Read(
        SMSMfaSettingsType? sms, SoftwareTokenMfaSettingsType? token, EmailMfaSettingsType? email)
    {
        var wishes = new Dictionary<SecondFactor, FactorWish>();
        if (sms is not null)
            wishes[SecondFactor.Sms] = new(sms.Enabled, sms.PreferredMfa);
        if (token is not null)
            wishes[SecondFactor.SoftwareToken] = new(token.Enabled, token.PreferredMfa);
        if (email is not null)
            wishes[SecondFactor.Email] = new(email.Enabled, email.PreferredMfa);
        return wishes;
    }
}
