namespace Gatehouse.Identity;

/// <summary>The resource servers of pools: those that were made, and the one that is there while applications may register themselves.</summary>
public sealed class ResourceServers(IParts<ResourceServer> servers)
{
    /// <summary>The server that nobody makes.</summary>
    public const string RegistrationServer = "aws.cognito/dcr";

    /// <summary>What a token must be good for to register an application.</summary>
    public const string RegistrationScope = RegistrationServer + "/register";

    /// <summary>A server of a pool, or null.</summary>
    public async ValueTask<ResourceServer?> Find(UserPool pool, string identifier, CancellationToken ct) =>
        identifier == RegistrationServer ? Registration(pool) : await servers.Find(pool.Id, "", identifier, ct);

    /// <summary>Servers of a pool in order of their identifiers, after a given one.</summary>
    public async ValueTask<Page<ResourceServer>> List(UserPool pool, string? after, int limit, CancellationToken ct)
    {
        var page = await servers.List(pool.Id, "", after, limit, ct);
        if (Registration(pool) is not { } ours || string.CompareOrdinal(ours.Key, after) <= 0)
            return page;
        if (page.Next is { } last && string.CompareOrdinal(ours.Key, last) > 0)
            return page;

        var items = page.Items.Append(ours).OrderBy(server => server.Key, StringComparer.Ordinal).ToList();
        if (items.Count <= limit)
            return new(items, page.Next);

        items.RemoveAt(limit);
        return new(items, items[^1].Key);
    }

    /// <summary>Those of the scopes, as tokens hold them, that a server of the pool has at this moment.</summary>
    public async ValueTask<IReadOnlySet<string>> Live(UserPool pool, IEnumerable<string> scopes, CancellationToken ct)
    {
        // No name of a scope has a slash, but an identifier may.
        var wanted = scopes.Where(scope => scope.Contains('/', StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var live = new HashSet<string>(StringComparer.Ordinal);
        foreach (var identifier in wanted.Select(scope => scope[..scope.LastIndexOf('/')]).Distinct(StringComparer.Ordinal))
        {
            if (await Find(pool, identifier, ct) is { } server)
                live.UnionWith(server.Scopes.Select(server.InTokens).Where(wanted.Contains));
        }

        return live;
    }

    private static ResourceServer? Registration(UserPool pool) => pool.RegistersApplications
        ? new(pool.Id, RegistrationServer, "Dynamic client registration", [new("register", "Register an application")])
        : null;
}
