namespace Gatehouse.Doors;

/// <summary>Turns one entry of a doors file into a <see cref="Door"/>: the one place that knows what each member must be.</summary>
internal static class DoorReader
{
    // Who may see a request signed for one of these could send it on to this server.
    private static readonly string[] OwnServices = ["cognito-idp", "cognito-identity", "iam", "sts", "gatehouse"];

    private static readonly Dictionary<string, ProxyKind> Proxies = new(StringComparer.Ordinal)
    {
        ["nginx"] = ProxyKind.Nginx, ["traefik"] = ProxyKind.Traefik, ["caddy"] = ProxyKind.Caddy, ["envoy"] = ProxyKind.Envoy,
    };

    /// <summary>Reads one.</summary>
    /// <param name="entry">As it is written.</param>
    /// <param name="at">Where it is in the document, as <c>doors[0]</c>.</param>
    /// <param name="problem">What is wrong; null when nothing is.</param>
    public static Door? Read(DoorEntry entry, string at, out string? problem)
    {
        problem = Broken(entry, at);
        var cors = problem is null ? CorsReader.Read(entry.Cors, at, out problem) : null;
        if (problem is not null)
            return null;

        var door = new Door(entry.Name!, entry.Service!, [.. entry.Hosts!.Select(host => host!.ToLowerInvariant())])
        {
            To = entry.To is { } to ? new Uri(to) : null,
            Proxy = entry.Proxy is { } proxy ? Proxies[proxy] : null,
            Region = entry.Region,
            Api = entry.Api ?? "",
            Stage = entry.Stage ?? "",
            BodyLimit = (long)(entry.BodyLimit ?? 10) << 20,
            AllowsWebSockets = entry.WebSockets ?? false,
            Cors = cors,
        };
        var rules = RuleReader.Read(entry.Rules ?? [], door, at, out problem);
        return problem is null ? door with { Rules = rules } : null;
    }

    private static string? Broken(DoorEntry entry, string at)
    {
        if (!IsName(entry.Name, 64))
            return $"must have at {at}.name 1 to 64 lower-case letters, digits and hyphens.";
        if (!IsName(entry.Service, 32) || OwnServices.Contains(entry.Service))
            return $"must have at {at}.service what is signed for: s3, execute-api, or a name of your own in lower-case letters, digits and hyphens; none of {string.Join(", ", OwnServices)}.";
        if (entry.Hosts is not { Count: > 0 } hosts || !hosts.All(IsHost) || hosts.Distinct(StringComparer.OrdinalIgnoreCase).Count() != hosts.Count)
            return $"must have at {at}.hosts the names by which clients reach it, each once and without scheme and path, as [\"files.example.com\", \"localhost:8080\"].";
        if (entry.To is { } to && !IsOrigin(to))
            return $"must have at {at}.to the service behind the guard as scheme, host and port, without path and user, as http://127.0.0.1:9000.";
        if (entry.Proxy is { } proxy && !Proxies.ContainsKey(proxy))
            return $"must have at {at}.proxy one of {string.Join(", ", Proxies.Keys)}, or nothing where no proxy asks.";
        if (entry.BodyLimit is < 0 or > 10_240)
            return $"must have at {at}.bodyLimit a number of MiB, 0 to 10240: how much of a body the guard reads before it asks.";
        if (entry.Cors is not null && entry.To is null)
            return $"must have {at}.cors only where {at}.to is: the guard tells browsers, elsewhere it is the proxy's or the application's to tell.";
        if (entry.Region is { } region && !IsName(region, 32))
            return $"must have at {at}.region a region, as eu-central-1.";

        return BrokenMap(entry, at);
    }

    private static string? BrokenMap(DoorEntry entry, string at)
    {
        var isApi = entry.Service == Door.ExecuteApi;
        if (isApi != (entry.Api is not null) || isApi != (entry.Stage is not null))
            return $"must have {at}.api and {at}.stage where {at}.service is {Door.ExecuteApi}, and nowhere else.";
        if (isApi && !(IsWord(entry.Api!) && IsWord(entry.Stage!)))
            return $"must have at {at}.api and {at}.stage 1 to 128 letters, digits, hyphens and underscores, or $default for the stage.";

        var hasOwnMap = entry.Service is not (Door.S3 or Door.ExecuteApi);
        return hasOwnMap == entry.Rules is { Count: > 0 }
            ? null
            : $"must have {at}.rules where {at}.service is your own, and nowhere else: {Door.S3} and {Door.ExecuteApi} are mapped without any.";
    }

    private static bool IsName(string? text, int longest) =>
        text is { Length: > 0 } && text.Length <= longest && char.IsAsciiLetterLower(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsWord(string text) =>
        text == "$default" || (text.Length is > 0 and <= 128 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));

    // Written so that it says the same before and after it was read: no other form of the same name could slip past.
    private static bool IsHost(string? text) =>
        text is { Length: > 0 and <= 253 } && Uri.TryCreate($"http://{text}/", UriKind.Absolute, out var url) && url is { UserInfo: "", PathAndQuery: "/", Fragment: "" }
        && (text.Equals(url.IdnHost, StringComparison.OrdinalIgnoreCase) || text.Equals(url.Host, StringComparison.OrdinalIgnoreCase) || text.Equals($"{url.Host}:{url.Port}", StringComparison.OrdinalIgnoreCase))
        && text.All(char.IsAscii);

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "", PathAndQuery: "/", Fragment: "" } && !text.Contains('#', StringComparison.Ordinal);
}
