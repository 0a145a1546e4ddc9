using Gatehouse.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Storage;

/// <inheritdoc/>
internal sealed class StoreLifetime(IDatabase database, IServiceProvider services) : IStoreLifetime
{
    /// <inheritdoc/>
    public async Task Start(CancellationToken ct)
    {
        await database.Start(ct);

        // Asked for only now: the box reads its keys from the store. Its first seal may write a new key, and must not do so inside a job of ours.
        services.GetRequiredService<ISecretBox>().Seal("start/warm-up", []);
    }
}
