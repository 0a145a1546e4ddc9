using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>The key ring as rows. It waits for the database: the framework that asks for it, at start and when a key is renewed, has no other way.</summary>
internal sealed class KeyRingStore(IDatabase database) : IKeyRingStore
{
    /// <inheritdoc/>
    public IReadOnlyList<string> All() => Wait(database.Read(
        async connection => (await connection.QueryAsync<string>("SELECT element FROM key_ring ORDER BY name")).AsList(), default));

    /// <inheritdoc/>
    public void Add(string name, string xml) => Wait(database.Write(
        tx => tx.Connection.ExecuteAsync("INSERT INTO key_ring (name, element) VALUES (@name, @xml) ON CONFLICT DO NOTHING", new { name, xml }),
        default));

    /// <inheritdoc/>
    public byte[] GetOrAdd(string name, byte[] candidate) => Wait(database.Write(
        async tx =>
        {
            await tx.Connection.ExecuteAsync(
                "INSERT INTO key_ring_values (name, value) VALUES (@name, @candidate) ON CONFLICT DO NOTHING", new { name, candidate });
            return await tx.Connection.QuerySingleAsync<byte[]>("SELECT value FROM key_ring_values WHERE name = @name", new { name });
        },
        default));

    private static T Wait<T>(ValueTask<T> work) => work.AsTask().GetAwaiter().GetResult();
}
