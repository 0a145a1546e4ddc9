namespace Gatehouse.Identity;

/// <summary>What browsers bind passkeys to: a domain, and the pages that may speak for it.</summary>
/// <param name="Id">A domain in lower case, as <c>example.com</c>.</param>
/// <param name="RequiresVerification">The authenticator must make sure of the person, by PIN or finger.</param>
/// <param name="Registered">Addresses whose pages may speak for the domain though they use a port of their own.</param>
public sealed record RelyingParty(string Id, bool RequiresVerification, IReadOnlyList<string> Registered)
{
    private const string Loopback = "localhost";

    /// <summary>
    /// Whether a page may use passkeys of this domain: one of the domain itself or below it, by HTTPS and on the usual port unless the
    /// address is registered. On the person's own machine scheme and port are free.
    /// </summary>
    /// <param name="origin">The origin as a browser serialises it.</param>
    public bool Allows(string origin)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page) || !IsSerialised(origin, page) || !IsWithin(page.Host))
            return false;

        return IsThisMachine
            ? page.Scheme == Uri.UriSchemeHttps || page.Scheme == Uri.UriSchemeHttp
            : page.Scheme == Uri.UriSchemeHttps && (page.IsDefaultPort || Registered.Any(address => IsOf(address, origin)));
    }

    private bool IsThisMachine => Id == Loopback || Id.EndsWith('.' + Loopback, StringComparison.Ordinal);

    private bool IsWithin(string host) => host == Id || host.EndsWith('.' + Id, StringComparison.Ordinal);

    // Scheme, host and port in their one canonical spelling and nothing else: no path, user, capital or letter beyond ASCII.
    private static bool IsSerialised(string origin, Uri page) =>
        origin == $"{page.Scheme}://{page.IdnHost}" + (page.IsDefaultPort ? "" : $":{page.Port}");

    private static bool IsOf(string address, string origin) =>
        Uri.TryCreate(address, UriKind.Absolute, out var page) && page.GetLeftPart(UriPartial.Authority) == origin;
}
