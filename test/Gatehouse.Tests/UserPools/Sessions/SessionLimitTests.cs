using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

public class SessionLimitTests
{
    [Fact]
    public async Task A_sign_in_more_ends_the_session_that_was_used_least_recently()
    {
        var sessions = new SessionWorld(most: 2);
        var (first, firstId, refresh) = await sessions.SignIn();
        var (second, _, _) = await sessions.SignIn();
        sessions.World.Wait(TimeSpan.FromSeconds(1));
        await sessions.Client.Refresh(refresh);

        var (_, thirdId, _) = await sessions.SignIn(sessions.Pool.Client());
        Assert.Equal(Texts.TokenRevoked, (await second.Get()).Refusal);
        Assert.True((await first.Get()).IsOk);
        Assert.Equal([thirdId, firstId], (await sessions.Seen()).Select(session => session.SessionId));
    }

    [Fact]
    public async Task A_lower_limit_ends_nothing_until_the_next_sign_in()
    {
        var sessions = new SessionWorld(most: 4);
        for (var i = 0; i < 4; i++)
            await sessions.SignIn();

        sessions.Pool.Change(pool => pool with { Sessions = pool.Sessions with { MostPerPerson = 2 } });
        Assert.Equal(4, (await sessions.Seen()).Count);
        var (_, last, _) = await sessions.SignIn();
        var seen = await sessions.Seen();
        Assert.Equal((2, last), (seen.Count, seen[0].SessionId));
    }

    [Fact]
    public async Task One_session_is_the_least_there_can_be()
    {
        var sessions = new SessionWorld(most: 1);
        var (first, _, _) = await sessions.SignIn();
        var (second, id, _) = await sessions.SignIn();
        Assert.Equal(Texts.TokenRevoked, (await first.Get()).Refusal);
        Assert.True((await second.Get()).IsOk);
        Assert.Equal(id, Assert.Single(await sessions.Seen()).SessionId);
    }

    [Fact]
    public async Task Sessions_that_have_run_out_are_not_counted()
    {
        var sessions = new SessionWorld(most: 2);
        var brief = sessions.Pool.Client(client => client with { RefreshLifetime = TimeSpan.FromHours(1), AccessLifetime = TimeSpan.FromHours(9) });
        var (first, _, _) = await sessions.SignIn();
        var (over, _, _) = await sessions.SignIn(brief);
        sessions.World.Wait(TimeSpan.FromMinutes(59));
        await sessions.Client.Refresh((await sessions.SignIn()).RefreshToken);
        sessions.World.Wait(TimeSpan.FromHours(2));

        Assert.Equal(Texts.TokenExpired, (await first.Get()).Refusal);
        Assert.True((await over.Get()).IsOk, "its access token lives longer than its refresh token");
        await sessions.SignIn();
        Assert.True((await over.Get()).IsOk);
        Assert.Equal(2, (await sessions.Seen()).Count);
    }

    [Fact]
    public async Task Another_person_s_sessions_do_not_count()
    {
        var sessions = new SessionWorld(most: 1);
        sessions.Pool.User("bob");
        var (ana, _, _) = await sessions.SignIn();
        await sessions.SignIn(person: "bob");
        Assert.True((await ana.Get()).IsOk);
    }

    [Fact]
    public async Task Where_no_account_is_kept_there_is_no_limit()
    {
        var sessions = new SessionWorld(kept: false, most: 1);
        var bearers = new List<TestBearer>();
        for (var i = 0; i < 3; i++)
            bearers.Add(await sessions.Client.In("ana"));

        foreach (var bearer in bearers)
            Assert.True((await bearer.Get()).IsOk);
    }

    [Fact]
    public void A_pool_keeps_no_account_until_it_is_told_to() =>
        Assert.Equal((false, 20), (new SessionRules().AreKept, new SessionRules().MostPerPerson));
}
