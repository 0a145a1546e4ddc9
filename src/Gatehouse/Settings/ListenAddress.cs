using System.Globalization;
using System.Net;

namespace Gatehouse.Hosting;

/// <summary>An address to listen on, over HTTP without TLS: <c>http://</c> host, and a port (0 for any that is free).</summary>
/// <param name="Host">An IP address, <c>localhost</c> for both loopback addresses, or <c>*</c> for all addresses.</param>
/// <param name="Port">0 to 65,535.</param>
public sealed record ListenAddress(string Host, int Port)
{
    private const string Scheme = "http://";

    /// <summary>The IP addresses it stands for, the first of which must be there.</summary>
    public IReadOnlyList<IPAddress> Addresses => Host switch
    {
        "localhost" => [IPAddress.Loopback, IPAddress.IPv6Loopback],
        "*" => [IPAddress.IPv6Any],
        _ => [IPAddress.Parse(Host)],
    };

    /// <summary>Only this machine reaches it.</summary>
    public bool IsLoopback => Addresses.All(IPAddress.IsLoopback);

    /// <summary>Where this machine reaches it.</summary>
    public string Local => new ListenAddress(Addresses[0].Equals(IPAddress.Any) || Addresses[0].Equals(IPAddress.IPv6Any) ? "localhost" : Host, Port).ToString();

    /// <summary>Reads <c>http://host:port</c>, the port being 80 when it is not given; null for anything else.</summary>
    public static ListenAddress? Parse(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;

        var authority = text[Scheme.Length..].TrimEnd('/');
        var colon = authority.LastIndexOf(':');
        var (host, digits) = colon > authority.LastIndexOf(']') ? (authority[..colon], authority[(colon + 1)..]) : (authority, "80");
        return ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && Canonical(host) is { } known
            ? new(known, port)
            : null;
    }

    /// <summary>As a URL, without a slash at its end.</summary>
    public override string ToString() => Scheme + (Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host) + (Port == 80 ? "" : $":{Port}");

    private static string? Canonical(string host) => host.ToLowerInvariant() switch
    {
        "localhost" => "localhost",
        "*" or "+" => "*",
        ['[', .. var six, ']'] => six.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(six, out var address) ? address.ToString() : null,
        var four => four.Split('.').Length == 4 && IPAddress.TryParse(four, out var address) ? address.ToString() : null,
    };
}
