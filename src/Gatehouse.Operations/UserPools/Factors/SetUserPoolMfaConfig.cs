using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Replaces what a pool says of second factors and passkeys.</summary>
public sealed class SetUserPoolMfaConfig(PoolGate gate, Tiers tiers, TimeProvider clock) : SetUserPoolMfaConfigContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<SetUserPoolMfaConfigResponse>> Run(SetUserPoolMfaConfigRequest request, Call call)
    {
        var now = clock.GetUtcNow();
        var changed = await gate.Change(
            request.UserPoolId, before => FactorSettings.Apply(before with { Modified = now }, request, tiers), call);
        if (changed.Refused(out var fault, out var pool))
            return fault;

        var factors = FactorSettings.Of(pool);
        return new SetUserPoolMfaConfigResponse
        {
            MfaConfiguration = factors.MfaConfiguration,
            SmsMfaConfiguration = factors.SmsMfaConfiguration,
            SoftwareTokenMfaConfiguration = factors.SoftwareTokenMfaConfiguration,
            EmailMfaConfiguration = factors.EmailMfaConfiguration,
            WebAuthnConfiguration = factors.WebAuthnConfiguration,
        };
    }
}
