namespace Gatehouse.Identity;

/// <summary>Says from where nobody may come in.</summary>
public sealed class AddressRules(IParts<RiskSettings> risks)
{
    /// <summary>
    /// Whether a pool blocks an address for an application, whose own settings take the place of the pool's. Only a pool that enforces
    /// its rules blocks anybody; an address that nobody knows is not blocked.
    /// </summary>
    public async ValueTask<bool> Block(UserPool pool, string clientId, string? address, CancellationToken ct)
    {
        if (pool.Threats is not ThreatMode.Enforced || address is null || AddressRange.Address(address) is not { } known)
            return false;

        var settings = await risks.Find(pool.Id, "", clientId, ct) ?? await risks.Find(pool.Id, "", RiskSettings.OfPool, ct);
        return settings?.Blocked.Any(range => AddressRange.Parse(range)?.Contains(known) is true) is true;
    }
}
