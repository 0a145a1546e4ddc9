using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Settings for risks in the words of the wire, kept as they were given: a part that was left out is absent.</summary>
public static class RiskShapes
{
    /// <summary>The settings a request asks for; null when it leaves out every part, which takes settings away.</summary>
    public static RiskSettings? Asked(SetRiskConfigurationRequest request, RiskSettings owner, DateTimeOffset now)
    {
        var described = new RiskConfigurationType
        {
            CompromisedCredentialsRiskConfiguration = request.CompromisedCredentialsRiskConfiguration,
            AccountTakeoverRiskConfiguration = request.AccountTakeoverRiskConfiguration,
            RiskExceptionConfiguration = request.RiskExceptionConfiguration,
        };
        return described == new RiskConfigurationType()
            ? null
            : owner with
            {
                Compromised = Rule(request.CompromisedCredentialsRiskConfiguration),
                Blocked = request.RiskExceptionConfiguration?.BlockedIPRangeList ?? [],
                Described = JsonSerializer.Serialize(described with { LastModifiedDate = now }, UserPoolsJson.Wire.RiskConfigurationType),
            };
    }

    // Without a filter every occasion counts.
    private static CompromisedRule? Rule(CompromisedCredentialsRiskConfigurationType? asked) => asked is null
        ? null
        : new(
            asked.EventFilter is null or [] ? CompromisedRule.Always : [.. asked.EventFilter.Select(Occasion)],
            asked.Actions.EventAction == CompromisedCredentialsEventActionType.BLOCK);

    private static PasswordOccasion Occasion(string filter) => filter switch
    {
        EventFilterType.SIGN_IN => PasswordOccasion.SignIn,
        EventFilterType.SIGN_UP => PasswordOccasion.SignUp,
        _ => PasswordOccasion.Change,
    };

    /// <summary>The settings as the service shows them. Where there are none, only whose they would be.</summary>
    public static RiskConfigurationType Show(RiskSettings settings) =>
        (JsonSerializer.Deserialize(settings.Described, UserPoolsJson.Wire.RiskConfigurationType) ?? new()) with
        {
            UserPoolId = settings.PoolId,
            ClientId = settings.Key == RiskSettings.OfPool ? null : settings.Key,
        };
}
