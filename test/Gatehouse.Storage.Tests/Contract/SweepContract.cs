using System.Text.RegularExpressions;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>A deletion that was broken off is finished by housekeeping.</summary>
public abstract class SweepContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : SqlRig
{
    private readonly TRig rig = rig;

    [Fact]
    public async Task What_a_crash_left_of_a_deleted_pool_is_swept()
    {
        var (pool, other) = (await NewPool(), await NewPool());
        var person = await NewPerson(pool, "ana", "ana@example.com");
        var neighbour = await NewPerson(other, "ana");
        await rig.Node.Tamper("DELETE FROM pools WHERE id = @Id", new { pool.Id });
        await rig.Node.Tamper("INSERT INTO pools_to_empty (id) VALUES (@Id)", new { pool.Id });

        Assert.True(await Here.Housekeeping.Purge(Samples.Noon.AddYears(-30), Ct) > 3);

        Assert.Null(await Here.Users.BySub(pool.Id, person.Sub, Ct));
        Assert.NotNull(await Here.Users.BySub(other.Id, neighbour.Sub, Ct));
        Assert.Equal(0, await Here.Housekeeping.Purge(Samples.Noon.AddYears(-30), Ct));
    }

    [Fact]
    public async Task No_table_keeps_a_row_of_a_pool_that_is_gone()
    {
        var pool = await NewPool();
        var person = await NewPerson(pool, "ana", "ana@example.com");
        await Here.Parts.Add(new(pool.Id, person.Sub, "k", "hers") { Claims = [pool.Id] }, Ct);
        await Here.Parts.Add(new(pool.Id, "", "k", "its"), Ct);
        foreach (var row in new[]
        {
            "group_members (pool_id, name, sub, group_id, added) VALUES (@pool, @bytes, 's', 'g', 0)",
            "auth_events (pool_id, sub, id, at, proven, state) VALUES (@pool, 's', 'e', 0, 0, '{}')",
            "import_chunks (pool_id, upload, number, kept, box) VALUES (@pool, 'u', 0, 0, @bytes)",
            "import_log (pool_id, import_id, position, lines) VALUES (@pool, 'i', 0, @bytes)",
            "replica_regions (region, pool_id) VALUES ('nowhere', @pool)",
        })
            await rig.Node.Tamper("INSERT INTO " + row, new { pool = pool.Id, bytes = new byte[] { 1 } });
        var tables = TablesOfPools();
        Assert.True(tables.Count > 15, string.Join(' ', tables));
        Assert.NotEmpty(await Kept(tables, pool.Id));

        Assert.True(await Here.Pools.Remove(pool.Id, Ct));

        Assert.Empty(await Kept(tables, pool.Id));
    }

    private async Task<List<string>> Kept(IReadOnlyList<string> tables, string poolId)
    {
        var kept = new List<string>();
        foreach (var table in tables)
        {
            if (await rig.Node.Database.Read(c => c.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {table} WHERE pool_id = @poolId", new { poolId }), Ct) > 0)
                kept.Add(table);
        }

        return kept;
    }

    // As the migrations make them, so that nobody forgets a new one.
    private static List<string> TablesOfPools()
    {
        var assembly = typeof(IDatabase).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith("Migrations.", StringComparison.Ordinal)).SelectMany(name =>
        {
            using var script = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return Regex.Matches(script.ReadToEnd(), @"CREATE TABLE (?<name>\w+) \((?<columns>[^;]*)", RegexOptions.None, TimeSpan.FromSeconds(1))
                .Where(table => table.Groups["columns"].Value.Contains("pool_id ", StringComparison.Ordinal))
                .Select(table => table.Groups["name"].Value);
        }).ToList();
    }
}

public sealed class SweepInSqlite(SqliteRig rig) : SweepContract<SqliteRig>(rig);

public sealed class SweepInPostgres(PostgresRig rig) : SweepContract<PostgresRig>(rig);
