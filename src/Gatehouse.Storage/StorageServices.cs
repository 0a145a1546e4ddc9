using Gatehouse.Identity;
using Gatehouse.Storage.PostgreSql;
using Gatehouse.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Storage;

/// <summary>Puts the stores into a program.</summary>
public static class StorageServices
{
    /// <summary>
    /// Adds every store port and <see cref="IStoreLifetime"/>. The program brings <see cref="ISecretBox"/>, which may itself use
    /// <see cref="IKeyRingStore"/>, and calls <see cref="IStoreLifetime.Start"/> before anything else touches a store.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions options)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IOutboxSignal, Unheard>();
        services.AddSingleton(options);
        services.AddSingleton<Notices>();
        services.AddSingleton<IDatabase>(provider => string.IsNullOrWhiteSpace(options.ConnectionString)
            ? new SqliteDatabase(options, provider.GetRequiredService<Notices>())
            : new PostgresDatabase(options, provider.GetRequiredService<Notices>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => provider.GetRequiredService<IDatabase>().Dialect);
        services.AddSingleton<IStoreLifetime, StoreLifetime>();
        services.AddSingleton<PoolSweep>();
        services.AddSingleton<AppClientRows>();
        services.AddSingleton<UserRows>();
        services.AddSingleton<UserWriter>();
        services.AddSingleton<OutboxRows>();
        services.AddSingleton<IKeyRingStore, KeyRingStore>();
        services.AddSingleton<ISigningKeyStore, SigningKeyStore>();
        services.AddSingleton<IPools, PoolStore>();
        services.AddSingleton<IAppClients, AppClientStore>();
        services.AddSingleton<IUsers, UserStore>();
        services.AddSingleton<PartRows>();
        services.AddSingleton(typeof(IParts<>), typeof(PartStore<>));
        services.AddSingleton<IMemberships, MembershipStore>();
        services.AddSingleton<IIdentityPools, IdentityPoolStore>();
        services.AddSingleton<IPooledIdentities, PooledIdentityStore>();
        services.AddSingleton<ImportSweep>();
        services.AddSingleton<BulkUsers>();
        services.AddSingleton<IImports, ImportStore>();
        services.AddSingleton<IImportFiles, ImportFileStore>();
        services.AddSingleton<IImportRuns, ImportRunStore>();
        services.AddSingleton<ISessions, SessionStore>();
        services.AddSingleton<ISpentValues, SpentValueStore>();
        services.AddSingleton<ITallies, TallyStore>();
        services.AddSingleton<IOutbox, OutboxStore>();
        services.AddSingleton<IAuthEvents, AuthEventStore>();
        services.AddSingleton<IHousekeeping, Housekeeping>();
        return services;
    }

    // For programs that send no messages.
    private sealed class Unheard : IOutboxSignal
    {
        public void Stored(Way way)
        {
        }
    }
}
