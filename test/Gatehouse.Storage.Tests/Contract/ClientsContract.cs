using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Applications.</summary>
public abstract class ClientsContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    [Fact]
    public async Task A_client_comes_back_whole()
    {
        var pool = await NewPool();
        var client = Samples.Client(pool.Id, "s3cret-one", "s3cret-two") with
        {
            Ways = SignInWays.Password | SignInWays.Refresh,
            RefreshLifetime = TimeSpan.FromMinutes(61),
            Revocable = false,
            Readable = new HashSet<string> { "email", "custom:a" },
            Writable = new HashSet<string>(),
            RotationGrace = TimeSpan.FromSeconds(10),
        };
        Assert.True(await Here.Clients.Add(client, Ct));

        Assert.Equivalent(client, await Elsewhere.Clients.Find(client.Id, Ct), strict: true);
    }

    [Fact]
    public async Task An_id_in_use_or_a_pool_that_is_gone_is_refused()
    {
        var (pool, other) = (await NewPool(), await NewPool());
        var client = Samples.Client(pool.Id);
        await Here.Clients.Add(client, Ct);

        Assert.False(await Elsewhere.Clients.Add(client with { PoolId = other.Id }, Ct));
        Assert.False(await Here.Clients.Add(Samples.Client("us-east-1_nobody"), Ct));
        Assert.Equal(pool.Id, (await Here.Clients.Find(client.Id, Ct))!.PoolId);
    }

    [Fact]
    public async Task A_change_is_stored_and_seen_at_once_and_only_in_its_pool()
    {
        var (pool, other) = (await NewPool(), await NewPool());
        var client = Samples.Client(pool.Id, "one");
        await Here.Clients.Add(client, Ct);
        await Here.Clients.Find(client.Id, Ct);

        Assert.Null(await Here.Clients.Change(other.Id, client.Id, c => c with { Name = "stolen" }, Ct));
        await Here.Clients.Change(pool.Id, client.Id, c => c with { Name = "new", Secrets = [.. c.Secrets, new("2", "two", Samples.Noon)] }, Ct);

        var found = (await Here.Clients.Find(client.Id, Ct))!;
        Assert.Equal(("new", "one,two"), (found.Name, string.Join(',', found.Secrets.Select(s => s.Value))));
    }

    [Fact]
    public async Task A_deleted_client_is_gone_at_once_and_only_from_its_pool()
    {
        var (pool, other) = (await NewPool(), await NewPool());
        var client = Samples.Client(pool.Id);
        await Here.Clients.Add(client, Ct);
        await Here.Clients.Find(client.Id, Ct);

        Assert.False(await Here.Clients.Remove(other.Id, client.Id, Ct));
        Assert.True(await Here.Clients.Remove(pool.Id, client.Id, Ct));
        Assert.False(await Here.Clients.Remove(pool.Id, client.Id, Ct));

        Assert.Null(await Here.Clients.Find(client.Id, Ct));
    }

    [Fact]
    public async Task A_way_is_allowed_when_one_client_has_it_or_there_is_none()
    {
        var pool = await NewPool();
        Assert.True(await Here.Clients.AnyAllows(pool.Id, SignInWays.Srp, Ct));

        var client = Samples.Client(pool.Id) with { Ways = SignInWays.Password };
        await Here.Clients.Add(client, Ct);
        Assert.False(await Elsewhere.Clients.AnyAllows(pool.Id, SignInWays.Srp, Ct));

        await Here.Clients.Change(pool.Id, client.Id, c => c with { Ways = SignInWays.Srp | SignInWays.Custom }, Ct);
        Assert.True(await Elsewhere.Clients.AnyAllows(pool.Id, SignInWays.Srp, Ct));
    }
}

public sealed class ClientsInMemory(MemoryRig rig) : ClientsContract<MemoryRig>(rig);

public sealed class ClientsInSqlite(SqliteRig rig) : ClientsContract<SqliteRig>(rig);

public sealed class ClientsInPostgres(PostgresRig rig) : ClientsContract<PostgresRig>(rig);
