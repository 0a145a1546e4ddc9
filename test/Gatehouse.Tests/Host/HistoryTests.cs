using Gatehouse.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Host;

/// <summary>The whole product writes histories in the background, and leaves nothing behind when it is stopped.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task What_was_done_just_before_the_stop_is_written_and_kept()
    {
        var before = await RunningHost.Start(isDev: false);
        var demo = await before.MakeDemo();
        var pools = before.Services.GetRequiredService<IPools>();
        await pools.Change(demo.PoolId, pool => pool with { Threats = ThreatMode.Audit }, default);
        await before.SignUp(demo, "bob", "bob@example.com");
        var pool = (await pools.Find(demo.PoolId, default))!;
        var bob = (await before.Services.GetRequiredService<IUsers>().Find(pool, "bob", default))!;

        await using var after = await RunningHost.Start(isDev: false, await before.Stop());

        var history = await after.Services.GetRequiredService<IAuthEvents>().List(pool.Id, bob.Sub, null, 10, default);
        var happened = Assert.Single(history.Items);
        Assert.Equal((AuthEventKind.SignUp, "127.0.0.1"), (happened.Kind, happened.From.Address));
    }
}
