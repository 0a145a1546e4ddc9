using System.Net;

namespace Gatehouse.Outbound;

/// <summary>Which servers may be asked.</summary>
/// <param name="trusted">Hosts, as <c>idp.corp.example</c> or <c>localhost:8080</c>, that may have any address; those of this machine need no TLS.</param>
public sealed class HostRules(IEnumerable<string> trusted)
{
    private readonly HashSet<string> trusted = trusted.ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an address may be asked, as far as its text tells.</summary>
    public bool Admits(Uri address)
    {
        if (!address.IsAbsoluteUri || address is not { Scheme: "https" or "http", UserInfo: "", HostNameType: not UriHostNameType.Basic and not UriHostNameType.Unknown })
            return false;
        if (IsTrusted(address))
            return true;

        // What is one number, or octal, or hexadecimal, the URI class has written as four decimals already.
        return address.Scheme == "https" && (IPAddress.TryParse(address.IdnHost, out var literal) ? PublicAddress.Is(literal) : IsPublicName(address.IdnHost));
    }

    /// <summary>Whether a connection to an IP address may serve an address that the rules let pass.</summary>
    public bool Admits(Uri address, IPAddress target) =>
        address.Scheme == "https" ? IsTrusted(address) || PublicAddress.Is(target) : IsTrusted(address) && IPAddress.IsLoopback(target);

    /// <summary>A host as it is written to be trusted: lower case, ASCII, an IPv6 address in brackets.</summary>
    public static string NameOf(Uri address) => address.HostNameType is UriHostNameType.IPv6 ? address.Host : address.IdnHost;

    private bool IsTrusted(Uri address) => NameOf(address) is var host && (trusted.Contains(host) || trusted.Contains($"{host}:{address.Port}"));

    private static bool IsPublicName(string host) => host.TrimEnd('.') is var name && name.Contains('.', StringComparison.Ordinal)
        && !name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
