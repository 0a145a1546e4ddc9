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
}

public sealed class SweepInSqlite(SqliteRig rig) : SweepContract<SqliteRig>(rig);

public sealed class SweepInPostgres(PostgresRig rig) : SweepContract<PostgresRig>(rig);
