namespace Gatehouse.Identity;

/// <summary>Keeps passwords out that are known to have been stolen, where the pool or the operator says so.</summary>
public sealed class CompromisedCheck(IParts<RiskSettings> risks, ICompromisedPasswords known, CompromisedDefault otherwise)
{
    /// <summary>Whether a password is refused. That it is known is noted with the caller in any case.</summary>
    public async ValueTask<bool> Blocks(Caller caller, PasswordOccasion occasion, string password, CancellationToken ct)
    {
        if (await Rule(caller, ct) is not { } rule || !rule.Occasions.Contains(occasion) || !known.Knows(password))
            return false;

        caller.Findings.IsPasswordCompromised = true;
        return rule.Blocks;
    }

    // An application's own settings take the place of the pool's, whole. A pool that only watches refuses nobody.
    private async ValueTask<CompromisedRule?> Rule(Caller caller, CancellationToken ct)
    {
        var pool = caller.Pool;
        if (pool.Threats is ThreatMode.Off)
            return otherwise.Usual;

        var own = caller.Client is { } client ? await risks.Find(pool.Id, "", client.Id, ct) : null;
        var settings = own ?? await risks.Find(pool.Id, "", RiskSettings.OfPool, ct);
        return settings?.Compromised is { } rule ? rule with { Blocks = rule.Blocks && pool.Threats is ThreatMode.Enforced } : otherwise.Usual;
    }
}
