namespace Gatehouse.Identity;

/// <summary>Identities stand as long as they and their pool are there, and nobody merged them into others.</summary>
public sealed class IdentityStanding(IPooledIdentities identities, IIdentityPools pools) : IIdentityStanding
{
    /// <inheritdoc/>
    public async ValueTask<bool> Stands(string identityId, CancellationToken ct) =>
        await identities.Find(identityId, ct) is { IsEnabled: true } identity && await pools.Find(identity.PoolId, ct) is not null;

    /// <inheritdoc/>
    public async ValueTask<bool> Stands(Voucher voucher, CancellationToken ct) =>
        await identities.Find(voucher.IdentityId, ct) is { IsEnabled: true } identity && await pools.Find(identity.PoolId, ct) is { } pool
        && (!voucher.IsOfDeveloper(pool) || voucher.IsFor(pool, identity));
}
