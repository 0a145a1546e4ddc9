namespace Gatehouse.Identity;

/// <summary>Says what the passkeys of a pool are bound to: the domain it was given for them, or else the host of its own pages.</summary>
public sealed class RelyingParties(Domains domains)
{
    /// <summary>The relying party of a pool, as an application of it may use it; refuses where there are no passkeys, or no domain for them.</summary>
    public async ValueTask<Outcome<RelyingParty>> Of(UserPool pool, AppClient client, CancellationToken ct)
    {
        if (!pool.OffersPasskeys)
            return RefusalKind.PasskeysOff;

        var own = await domains.Of(pool.Id, ct);
        var pages = own.OrderByDescending(domain => domain.IsCustom).Select(domains.AddressOf).ToList();
        var id = pool.Passkeys?.RelyingParty ?? (pages is [var first, ..] ? new Uri(first).Host : null);
        return id is null
            ? RefusalKind.PasskeysUnconfigured
            : new RelyingParty(id.ToLowerInvariant(), pool.Passkeys is { RequiresVerification: true }, [.. pages, .. client.OAuth.Callbacks]);
    }
}
