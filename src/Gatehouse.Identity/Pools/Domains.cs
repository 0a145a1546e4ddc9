namespace Gatehouse.Identity;

/// <summary>A pool as a browser found it.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Domain">The domain whose host was asked.</param>
public sealed record PoolAtHost(UserPool Pool, PoolDomain Domain);

/// <summary>Which host stands for which pool.</summary>
/// <remarks>
/// A label is found at <c>{label}.auth.{host of the installation}</c>, and at <c>{label}.auth.{region}.amazoncognito.com</c> for clients
/// that build that name themselves and resolve it to here.
/// </remarks>
public sealed class Domains(IParts<PoolDomain> domains, IPools pools, Realm realm)
{
    private const string Marker = ".auth.";
    private const string FamiliarEnd = ".amazoncognito.com";
    private const int LongestHost = 253;

    private readonly Uri ours = new(realm.PublicUrl);

    /// <summary>The host of the installation itself, to which the owner of another host points its name.</summary>
    public string OwnHost => IsAddressOfThisMachine ? "localhost" : ours.Host.ToLowerInvariant();

    // An address has no names below it.
    private bool IsAddressOfThisMachine => ours.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 && ours.IsLoopback;

    /// <summary>The domain of a name, in whatever pool; null when nobody has it.</summary>
    public ValueTask<PoolDomain?> Find(string name, CancellationToken ct) => domains.ByClaim(name, ct);

    /// <summary>The domains of a pool: at most one label and one host.</summary>
    public ValueTask<IReadOnlyList<PoolDomain>> Of(string poolId, CancellationToken ct) => domains.All(poolId, "", ct);

    /// <summary>Whether a host belongs to the installation: it is its own, or where a label would be found.</summary>
    public bool IsOurs(string host) =>
        IsOwn(host) || host.EndsWith(Marker + OwnHost, StringComparison.Ordinal) || host.EndsWith(FamiliarEnd, StringComparison.Ordinal);

    /// <summary>Where browsers find the pages, as <c>https://id.example.com</c>.</summary>
    public string AddressOf(PoolDomain domain)
    {
        var host = domain.IsCustom ? domain.Name : domain.Name + Marker + OwnHost;
        return ours.IsDefaultPort ? $"{ours.Scheme}://{host}" : $"{ours.Scheme}://{host}:{ours.Port}";
    }

    /// <summary>The pool whose pages a host shows; null when it shows none. The installation's own host costs no look at the store.</summary>
    /// <param name="host">As the browser sent it, without a port.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<PoolAtHost?> ByHost(string host, CancellationToken ct)
    {
        var name = host.TrimEnd('.').ToLowerInvariant();
        if (name.Length is 0 or > LongestHost || IsOwn(name))
            return null;

        var (label, region) = Label(name);
        if (await Find(label ?? name, ct) is not { } domain || domain.IsCustom == label is not null)
            return null;
        if (region is not null && !domain.PoolId.StartsWith(region + "_", StringComparison.Ordinal))
            return null;

        return await pools.Find(domain.PoolId, ct) is { } pool ? new(pool, domain) : null;
    }

    private bool IsOwn(string host) => host == OwnHost || host == ours.Host;

    private (string? Label, string? Region) Label(string host)
    {
        var at = host.IndexOf(Marker, StringComparison.Ordinal);
        if (at < 0)
            return default;

        var (label, rest) = (host[..at], host[(at + Marker.Length)..]);
        if (rest == OwnHost)
            return (label, null);

        return rest.EndsWith(FamiliarEnd, StringComparison.Ordinal) ? (label, rest[..^FamiliarEnd.Length]) : default;
    }
}
