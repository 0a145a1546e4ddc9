namespace Gatehouse.Doors;

/// <summary>How a proxy tells of the request that it asks about.</summary>
public enum ProxyKind
{
    /// <summary><c>X-Original-Method</c> and <c>X-Original-URI</c>, and the host as it was sent: nginx's <c>auth_request</c>.</summary>
    Nginx,

    /// <summary><c>X-Forwarded-Method</c>, <c>-Uri</c>, <c>-Host</c>: Traefik's <c>ForwardAuth</c>.</summary>
    Traefik,

    /// <summary>The same as <see cref="Traefik"/>: Caddy's <c>forward_auth</c>.</summary>
    Caddy,

    /// <summary>The method and, after a prefix, the target of the question itself: Envoy's <c>ext_authz</c> over HTTP.</summary>
    Envoy,
}

/// <summary>A service behind something that asks before it lets anybody through.</summary>
/// <param name="Name">Lower-case letters, digits and hyphens.</param>
/// <param name="Service">The service that is signed for: <c>s3</c>, <c>execute-api</c>, or one of the operator's own.</param>
/// <param name="Hosts">The names by which clients reach it, in lower case, with a port where it counts; at least one.</param>
public sealed record Door(string Name, string Service, IReadOnlyList<string> Hosts)
{
    /// <summary>The built-in map of object storage.</summary>
    public const string S3 = "s3";

    /// <summary>The built-in map of HTTP APIs.</summary>
    public const string ExecuteApi = "execute-api";

    /// <summary>Where the guard sends what it lets through; null for a door without the guard.</summary>
    public Uri? To { get; init; }

    /// <summary>Which proxy asks; null for a door that only programs with the door secret ask about.</summary>
    public ProxyKind? Proxy { get; init; }

    /// <summary>The region that must be signed for; null for that of the installation.</summary>
    public string? Region { get; init; }

    /// <summary>The id of the API in ARNs of <c>execute-api</c>; otherwise empty.</summary>
    public string Api { get; init; } = "";

    /// <summary>The stage in ARNs of <c>execute-api</c>; otherwise empty.</summary>
    public string Stage { get; init; } = "";

    /// <summary>What requests mean at a service of the operator's own, the first that fits; empty for built-in maps.</summary>
    public IReadOnlyList<DoorRule> Rules { get; init; } = [];

    /// <summary>The largest body that the guard reads before it asks, in bytes: where the signature does not tell its hash.</summary>
    public long BodyLimit { get; init; } = 10 << 20;

    /// <summary>The guard lets connections be upgraded, to WebSockets.</summary>
    public bool AllowsWebSockets { get; init; }

    /// <summary>Which pages of browsers may use it; null when the guard says nothing of that.</summary>
    public DoorCors? Cors { get; init; }

    /// <summary>Whether a <c>Host</c> header means this door, and what stands before the door's own name: the bucket, at object storage.</summary>
    /// <param name="header">The header, in any case.</param>
    /// <param name="before">Empty, or the labels before the name, without the dot.</param>
    public bool IsAt(string header, out string before)
    {
        before = "";
        var host = header.ToLowerInvariant();
        foreach (var own in Hosts)
        {
            var asked = HasPort(own) ? host : WithoutPort(host);
            if (asked == own)
                return true;
            if (Service == S3 && asked.Length > own.Length + 1 && asked.EndsWith('.' + own, StringComparison.Ordinal))
            {
                before = asked[..^(own.Length + 1)];
                return true;
            }
        }

        return false;
    }

    private static bool HasPort(string host) => WithoutPort(host).Length < host.Length;

    private static string WithoutPort(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') && host.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? host[..colon] : host;
    }
}
