using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Says how a pool shall keep account of sessions. Sessions that are there stay, however many.</summary>
public sealed class SetUserPoolSessionConfiguration(PoolGate gate, Tiers tiers) : SetUserPoolSessionConfigurationContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<SetUserPoolSessionConfigurationResponse>> Run(
        SetUserPoolSessionConfigurationRequest request, Call call)
    {
        if (SessionChecks.Broken(request) is { } broken)
            return broken;

        var rules = new SessionRules
        {
            AreKept = request.UserSessionTracking == SessionShapes.Tracked,
            MostPerPerson = request.TokenSession.MaxPerUser!.Value,
        };
        if ((await gate.Change(request.UserPoolId, pool => Under(rules, pool), call)).Refused(out var fault, out var changed))
            return fault;

        return new SetUserPoolSessionConfigurationResponse
        {
            UserPoolId = changed.Id,
            UserSessionTracking = request.UserSessionTracking,
            TokenSession = request.TokenSession,
        };
    }

    private Reply<UserPool> Under(SessionRules rules, UserPool pool) =>
        tiers.Missing(pool, "Session tracking", UserPoolTierType.ESSENTIALS) is { } missing ? missing : pool with { Sessions = rules };
}
