using Gatehouse.Identity;
using Gatehouse.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Storage.Tests;

/// <summary>Every port over one store.</summary>
public sealed record Stores(
    IPools Pools,
    IAppClients Clients,
    IUsers Users,
    IMemberships Memberships,
    IParts<Group> Groups,
    ISessions Sessions,
    ISpentValues Spent,
    ITallies Tallies,
    IOutbox Outbox,
    ISigningKeyStore SigningKeys,
    IKeyRingStore KeyRing,
    IHousekeeping Housekeeping,
    IAuthEvents Events,
    IImports Imports,
    IImportFiles ImportFiles,
    IImportRuns ImportRuns,
    IParts<SamplePart> Parts,
    IParts<SecretPart> SecretParts,
    IParts<PoolDomain> Domains,
    IIdentityPools IdentityPools,
    IPooledIdentities Identities)
{
    public static Stores Of(MemoryStore memory) => new(
        memory.Pools, memory.Clients, memory.Users, memory.Memberships, memory.Parts<Group>(), memory.Sessions, memory.Spent, memory.Tallies, memory.Outbox, memory.SigningKeys,
        memory.KeyRing, memory.Housekeeping, memory.AuthEvents, memory.Imports, memory.ImportFiles, memory.ImportRuns, memory.Parts<SamplePart>(), memory.Parts<SecretPart>(), memory.Parts<PoolDomain>(),
        memory.IdentityPools, memory.Identities);

    public static Stores Of(IServiceProvider services) => new(
        services.GetRequiredService<IPools>(),
        services.GetRequiredService<IAppClients>(),
        services.GetRequiredService<IUsers>(),
        services.GetRequiredService<IMemberships>(),
        services.GetRequiredService<IParts<Group>>(),
        services.GetRequiredService<ISessions>(),
        services.GetRequiredService<ISpentValues>(),
        services.GetRequiredService<ITallies>(),
        services.GetRequiredService<IOutbox>(),
        services.GetRequiredService<ISigningKeyStore>(),
        services.GetRequiredService<IKeyRingStore>(),
        services.GetRequiredService<IHousekeeping>(),
        services.GetRequiredService<IAuthEvents>(),
        services.GetRequiredService<IImports>(),
        services.GetRequiredService<IImportFiles>(),
        services.GetRequiredService<IImportRuns>(),
        services.GetRequiredService<IParts<SamplePart>>(),
        services.GetRequiredService<IParts<SecretPart>>(),
        services.GetRequiredService<IParts<PoolDomain>>(),
        services.GetRequiredService<IIdentityPools>(),
        services.GetRequiredService<IPooledIdentities>());
}
