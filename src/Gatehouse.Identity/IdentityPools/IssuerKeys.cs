namespace Gatehouse.Identity;

/// <summary>The keys with which the installation signs tokens of identity pools: one pair for all of them, made when it is first needed.</summary>
public sealed class IssuerKeys(ISigningKeyStore store, IKeyReservoir reservoir, TimeProvider clock)
{
    private volatile bool areThere;

    /// <summary>The keys that are published, oldest first.</summary>
    public async ValueTask<IReadOnlyList<SigningKey>> Published(CancellationToken ct)
    {
        await Ensure(ct);
        var now = clock.GetUtcNow();
        return [.. (await store.Of(Realm.Identities, ct)).Where(key => key.VerifiesUntil is not { } end || now < end)];
    }

    /// <summary>Makes the first pair when there is none.</summary>
    public async ValueTask Ensure(CancellationToken ct)
    {
        if (areThere)
            return;

        if ((await store.Of(Realm.Identities, ct)).Count == 0)
            await store.Begin(Realm.Identities, [await reservoir.One(Realm.Identities, TokenUse.Identity, clock.GetUtcNow(), ct)], ct);
        areThere = true;
    }
}
