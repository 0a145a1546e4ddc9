using System.Collections.Concurrent;
using Gatehouse.Identity;

namespace Gatehouse.Federation;

/// <summary>
/// The keys of other issuers, kept for an hour and fetched anew when a token names one that is not among them: once a minute at most, so that
/// made-up names cost nobody anything. While an issuer does not answer its last keys hold for a day; one that never answered is asked again
/// after some seconds.
/// </summary>
internal sealed class IssuerKeySets(IOutside outside, TimeProvider time)
{
    private const int MaxIssuers = 1_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan Usable = TimeSpan.FromDays(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Kept> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<Kept>>> fetching = new(StringComparer.Ordinal);

    /// <summary>The keys of an issuer, with the one of that name if there is any.</summary>
    public async ValueTask<Outcome<KeySet>> Of(string issuer, string? keyId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var kept = known.GetValueOrDefault(issuer);
        if (kept is null || IsDue(kept, keyId, now))
            kept = await fetching.GetOrAdd(issuer, address => new(() => Fetch(address, kept))).Value.WaitAsync(ct);

        return kept.Keys is { } keys && now - kept.Fetched < Usable ? keys : RefusalKind.Unreachable;
    }

    private static bool IsDue(Kept kept, string? keyId, DateTimeOffset now)
    {
        if (kept.Keys is not { } keys || now - kept.Fetched >= Usable)
            return now - kept.Looked >= AfterFailure;

        return (now - kept.Fetched >= Fresh || !keys.Knows(keyId)) && now - kept.Looked >= BetweenLooks;
    }

    private async Task<Kept> Fetch(string issuer, Kept? before)
    {
        try
        {
            // For all who wait, so nobody's going away ends it; the client has limits of its own.
            var looked = time.GetUtcNow();
            var fetched = (await Published(issuer)).Refused(out _, out var keys)
                ? new Kept(before?.Keys, before?.Fetched ?? default, looked)
                : new Kept(keys, looked, looked);
            if (known.Count >= MaxIssuers)
                known.Clear();
            return known[issuer] = fetched;
        }
        finally
        {
            fetching.TryRemove(issuer, out _);
        }
    }

    private async ValueTask<Outcome<KeySet>> Published(string issuer)
    {
        if (OidcConfiguration.AddressOf(issuer) is not { } address)
            return RefusalKind.Unreachable;
        if ((await outside.Read(address, CancellationToken.None)).Refused(out var refusal, out var document))
            return refusal;
        if (JsonBody.Read(document, FederationJson.Wire.OidcConfiguration).Refused(out _, out var configuration) || configuration.KeysOf(issuer, outside.Admits) is not { } keysAddress)
            return RefusalKind.Unreachable;
        if ((await outside.Read(keysAddress, CancellationToken.None)).Refused(out refusal, out document))
            return refusal;

        return JsonBody.Read(document, FederationJson.Wire.PublishedKeys).Refused(out _, out var keys) ? RefusalKind.Unreachable : new KeySet(keys);
    }

    private sealed record Kept(KeySet? Keys, DateTimeOffset Fetched, DateTimeOffset Looked);
}
