using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>What the settings of a client are held against beside themselves.</summary>
/// <param name="Pool">Its pool.</param>
/// <param name="Tiers">Whether feature plans are held to.</param>
/// <param name="Scopes">Those of the scopes it names that a resource server has.</param>
/// <param name="Providers">Those of the providers it names that there are, the pool itself left out.</param>
public sealed record ClientSurroundings(UserPool Pool, Tiers Tiers, IReadOnlySet<string> Scopes, IReadOnlySet<string> Providers);

/// <summary>Looks up what a client's settings name.</summary>
public sealed class ClientNeighbours(ResourceServers servers, IParts<IdentityProvider> providers, Tiers tiers)
{
    /// <summary>What there is of all that the settings name.</summary>
    public async ValueTask<ClientSurroundings> Of(UserPool pool, UserPoolClientType asked, Call call)
    {
        var scopes = await servers.Live(pool, asked.AllowedOAuthScopes ?? [], call.Aborted);
        var found = new HashSet<string>(StringComparer.Ordinal);

        // Of more names than a pool has providers one is unknown, whichever are looked up.
        foreach (var name in (asked.SupportedIdentityProviders ?? []).Distinct().Where(ClientChecks.IsProvider).Take(IdentityProvider.MaxInPool))
        {
            if (await providers.Find(pool.Id, "", name, call.Aborted) is not null)
                found.Add(name);
        }

        return new(pool, tiers, scopes, found);
    }
}
