using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Says how long a client shall let people in by a browser's session, in a pool that keeps account of them.</summary>
public sealed class SetUserPoolClientSessionConfiguration(PoolClientGate gate, Tiers tiers) : SetUserPoolClientSessionConfigurationContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<SetUserPoolClientSessionConfigurationResponse>> Run(
        SetUserPoolClientSessionConfigurationRequest request, Call call)
    {
        if (SessionChecks.Broken(request) is { } broken)
            return broken;

        var reuse = TimeSpan.FromMinutes(request.SSOSession.MaxValidityMinutes!.Value);
        if ((await gate.Change(request.UserPoolId, request.ClientId, found => With(reuse, found), call)).Refused(out var fault, out var changed))
            return fault;

        return new SetUserPoolClientSessionConfigurationResponse
        {
            UserPoolId = changed.Pool.Id,
            ClientId = changed.Client.Id,
            SSOSession = request.SSOSession,
        };
    }

    private Reply<AppClient> With(TimeSpan reuse, PoolClient found)
    {
        if (tiers.Missing(found.Pool, "Session tracking", UserPoolTierType.ESSENTIALS) is { } missing)
            return missing;

        return found.Pool.Sessions.AreKept
            ? found.Client with { BrowserReuse = reuse }
            : InvalidParameter("Session tracking is not enabled for the user pool.");
    }
}
