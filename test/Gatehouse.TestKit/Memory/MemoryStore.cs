using Gatehouse.Identity;

namespace Gatehouse.TestKit;

/// <summary>Every port of the domain, kept in memory: for tests that have no disk. One lock makes it right under races.</summary>
public sealed class MemoryStore
{
    public MemoryStore(TimeProvider time)
    {
        var tables = Tables;
        Pools = new MemoryPools(tables);
        Clients = new MemoryAppClients(tables);
        Users = new MemoryUsers(tables, time);
        Memberships = new MemoryMemberships(tables);
        Sessions = new MemorySessions(tables);
        Spent = new MemorySpentValues(tables);
        Tallies = new MemoryTallies(tables);
        Outbox = new MemoryOutbox(tables);
        AuthEvents = new MemoryAuthEvents(tables);
        SigningKeys = new MemorySigningKeys(tables, time);
        KeyRing = new MemoryKeyRing(tables);
        var imports = new MemoryImports(tables, Users);
        (Imports, ImportFiles, ImportRuns) = (imports, imports, imports);
        Housekeeping = new MemoryHousekeeping(tables);
        IdentityPools = new MemoryIdentityPools(tables);
        Identities = new MemoryPooledIdentities(tables);
    }

    internal MemoryTables Tables { get; } = new();

    public IPools Pools { get; }

    public IAppClients Clients { get; }

    public IUsers Users { get; }

    public IMemberships Memberships { get; }

    public ISessions Sessions { get; }

    public ISpentValues Spent { get; }

    public ITallies Tallies { get; }

    public IOutbox Outbox { get; }

    public IAuthEvents AuthEvents { get; }

    public ISigningKeyStore SigningKeys { get; }

    public IKeyRingStore KeyRing { get; }

    public IImports Imports { get; }

    public IImportFiles ImportFiles { get; }

    public IImportRuns ImportRuns { get; }

    public IHousekeeping Housekeeping { get; }

    public IIdentityPools IdentityPools { get; }

    public IPooledIdentities Identities { get; }

    /// <summary>The parts of one type.</summary>
    public IParts<T> Parts<T>()
        where T : class, IPart => new MemoryParts<T>(this);
}
