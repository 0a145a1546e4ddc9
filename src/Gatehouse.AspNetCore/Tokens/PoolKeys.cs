using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.AspNetCore.Tokens;

/// <summary>
/// The published keys of a pool, kept for an hour and fetched anew when a token names one that is not among them: once a minute at most, so
/// that made-up names cost nobody anything. While the pool does not answer its last keys hold for a day.
/// </summary>
internal sealed class PoolKeys(string issuer, HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan Usable = TimeSpan.FromDays(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly Lock fetching = new();
    private Task<Kept>? fetch;
    private volatile Kept? known;

    /// <summary>The keys, with the one of that name if there is any; null when nobody knows them.</summary>
    public async ValueTask<IReadOnlyDictionary<string, SecurityKey>?> With(string keyId, CancellationToken ct)
    {
        var kept = known;
        if (kept is null || IsDue(kept, keyId))
            kept = await Fetched(kept).WaitAsync(ct);

        return time.GetUtcNow() - kept.Fetched < Usable ? kept.Keys : null;
    }

    private bool IsDue(Kept kept, string keyId)
    {
        var now = time.GetUtcNow();
        var isOld = now - kept.Fetched >= Fresh;
        return (isOld || !kept.Keys.ContainsKey(keyId)) && now - kept.Looked >= (kept.Failed ? AfterFailure : isOld ? TimeSpan.Zero : BetweenLooks);
    }

    // One at a time, for all who wait: nobody's going away ends it.
    private Task<Kept> Fetched(Kept? before)
    {
        lock (fetching)
            return known != before ? Task.FromResult(known!) : fetch is { IsCompleted: false } ? fetch : fetch = Fetch(before);
    }

    private async Task<Kept> Fetch(Kept? before)
    {
        var now = time.GetUtcNow();
        var failed = new Kept(before?.Keys ?? new Dictionary<string, SecurityKey>(), before?.Fetched ?? DateTimeOffset.MinValue, now, Failed: true);
        try
        {
            return known = new(Read(Encoding.UTF8.GetString(await http.GetByteArrayAsync(new Uri(issuer.TrimEnd('/') + "/.well-known/jwks.json")))), now, now, Failed: false);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or ArgumentException)
        {
            return known = failed;
        }
    }

    private static Dictionary<string, SecurityKey> Read(string document)
    {
        var keys = new Dictionary<string, SecurityKey>(StringComparer.Ordinal);
        foreach (var key in new JsonWebKeySet(document).Keys.Where(key => key is { Kid.Length: > 0, Kty: "RSA" or "EC" }))
            keys.TryAdd(key.Kid, key);
        return keys;
    }

    private sealed record Kept(IReadOnlyDictionary<string, SecurityKey> Keys, DateTimeOffset Fetched, DateTimeOffset Looked, bool Failed);
}
