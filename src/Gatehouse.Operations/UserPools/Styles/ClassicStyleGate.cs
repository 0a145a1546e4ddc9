using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Finds whose classic pages an operation is about, and shows how they look.</summary>
public sealed class ClassicStyleGate(PoolGate pools, PoolClientGate clients, Domains domains, Realm realm)
{
    /// <summary>The client, or <see cref="ClassicStyle.Everyone"/> when none is named, of a pool that has pages because it has a domain.</summary>
    public async ValueTask<Reply<string>> Find(string poolId, string? clientId, Call call)
    {
        if ((await pools.Find(poolId, call)).Refused(out var fault, out var pool))
            return fault;
        if ((await domains.Of(pool.Id, call.Aborted)).Count == 0)
            return Faults.InvalidParameter("There has to be an existing domain associated with this user pool");
        if (clientId is null or ClassicStyle.Everyone)
            return ClassicStyle.Everyone;

        return (await clients.Find(poolId, clientId, call)).Refused(out fault, out var found) ? fault : found.Client.Id;
    }

    /// <summary>A style as the wire shows it.</summary>
    public UICustomizationType Show(ClassicStyle style) => new()
    {
        UserPoolId = style.PoolId,
        ClientId = style.ClientId,
        ImageUrl = style.LogoPath is { } path ? realm.PublicUrl + path : null,
        CSS = style.Css,
        CSSVersion = style.Css is null ? null : style.Stamp,
        CreationDate = style.Created,
        LastModifiedDate = style.Modified,
    };
}
