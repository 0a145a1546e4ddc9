using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

public class SessionListTests
{
    private readonly SessionWorld sessions = new();

    private World World => sessions.World;

    [Fact]
    public async Task Whoever_is_signed_in_nowhere_has_no_session()
    {
        Assert.Empty(await sessions.Seen());
        var json = await World.Send<AdminListUserSessions>($$"""{"UserPoolId":"{{sessions.Pool.Id}}","Username":"ana"}""");
        Assert.Equal("""{"Sessions":[]}""", json);
    }

    [Fact]
    public async Task A_session_tells_when_and_where_and_through_what_it_was_used()
    {
        var (bearer, id, _) = await sessions.SignIn();
        var seen = Assert.Single(await sessions.Seen());
        Assert.Equal(
            (id, "TOKEN", sessions.Client.Id, World.Now, World.Now, "Chrome 125, Windows", "192.0.2.1", false),
            (seen.SessionId, seen.SessionType, seen.ClientId, seen.CreateDate, seen.LastActiveDate, seen.DeviceType, seen.LastIPAddress, seen.IsCurrentSession));
        Assert.Null(seen.LastLocation);
        Assert.Null(seen.OriginSessionId);
        Assert.Equal(seen with { IsCurrentSession = true }, Assert.Single((await bearer.Sessions()).Ok.Sessions!));
    }

    [Fact]
    public async Task A_refresh_is_noted_and_the_session_keeps_its_id()
    {
        var (_, id, refresh) = await sessions.SignIn();
        var begun = World.Now;
        World.Wait(TimeSpan.FromHours(2));
        sessions.From("::ffff:198.51.100.7", SessionWorld.Telephone);
        Assert.True((await sessions.Client.Refresh(refresh)).IsOk);

        var seen = Assert.Single(await sessions.Seen());
        Assert.Equal((id, begun, begun.AddHours(2)), (seen.SessionId, seen.CreateDate, seen.LastActiveDate));
        Assert.Equal(("Safari 17, iPhone", "198.51.100.7"), (seen.DeviceType, seen.LastIPAddress));
    }

    [Fact]
    public async Task A_rotated_refresh_token_is_the_same_session_and_noted_with_one_write()
    {
        var calls = new List<string>();
        var world = new World(calls.Add);
        var pool = world.Pool(made => made with { Sessions = new() { AreKept = true } });
        pool.User("ana");
        var client = pool.Client(made => made with { RotationGrace = TimeSpan.Zero });
        var first = await client.TokensOf("ana");
        world.Wait(TimeSpan.FromMinutes(9));
        calls.Clear();

        var next = await world.Call(world.Op<GetTokensFromRefreshToken>(), new() { ClientId = client.Id, RefreshToken = first.RefreshToken! });
        Assert.Single(calls, call => call is "ISessions.Change" or "ISessions.Used");
        var seen = (await new TestBearer(world, next.Ok.AuthenticationResult!.AccessToken!).Sessions()).Ok.Sessions!;
        Assert.Equal((true, world.Now), (Assert.Single(seen).IsCurrentSession, seen[0].LastActiveDate));
    }

    [Fact]
    public async Task Nobody_knows_what_nobody_said()
    {
        sessions.From(null, null);
        await sessions.SignIn();
        var seen = Assert.Single(await sessions.Seen());
        Assert.Equal(("unknown", null), (seen.DeviceType, seen.LastIPAddress));
    }

    [Fact]
    public async Task Sessions_of_all_applications_are_listed_the_last_used_first()
    {
        var (bearer, first, refresh) = await sessions.SignIn();
        var (_, second, _) = await sessions.SignIn(sessions.Pool.Client());
        Assert.Equal([second, first], (await sessions.Seen()).Select(session => session.SessionId));

        World.Wait(TimeSpan.FromSeconds(1));
        await sessions.Client.Refresh(refresh);
        var own = (await bearer.Sessions()).Ok.Sessions!;
        Assert.Equal([(first, true), (second, false)], own.Select(session => (session.SessionId!, session.IsCurrentSession is true)));
    }

    [Fact]
    public async Task Sessions_by_SRP_and_by_a_server_are_noted_as_well_and_a_server_tells_whom_it_speaks_for()
    {
        await SignInByServer(null);
        Assert.Equal(("unknown", null), ((await sessions.Seen())[0].DeviceType, (await sessions.Seen())[0].LastIPAddress));

        await SignInByServer("198.51.100.4");
        Assert.Equal(("Firefox 126", "198.51.100.4"), ((await sessions.Seen())[0].DeviceType, (await sessions.Seen())[0].LastIPAddress));

        World.Wait(TimeSpan.FromSeconds(1));
        Assert.True((await new SrpSignIn(sessions.Client).Try("ana", World.Password)).IsOk);
        Assert.Equal("192.0.2.1", (await sessions.Seen())[0].LastIPAddress);
        Assert.Equal(3, (await sessions.Seen()).Count);
    }

    [Fact]
    public async Task A_session_that_cannot_be_renewed_is_none_any_more()
    {
        await sessions.SignIn(sessions.Pool.Client(client => client with { RefreshLifetime = TimeSpan.FromHours(1), AccessLifetime = TimeSpan.FromHours(5) }));
        World.Wait(TimeSpan.FromHours(1));
        Assert.Empty(await sessions.Seen());
    }

    [Fact]
    public async Task Everyone_has_their_own()
    {
        sessions.Pool.User("bob");
        var (_, anas, _) = await sessions.SignIn();
        var (bob, bobs, _) = await sessions.SignIn(person: "bob");
        Assert.Equal([anas], (await sessions.Seen()).Select(session => session.SessionId));
        Assert.Equal([bobs], (await bob.Sessions()).Ok.Sessions!.Select(session => session.SessionId));
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_refused()
    {
        var (bearer, _, _) = await sessions.SignIn();
        Assert.Equal("InvalidParameterException: Invalid pagination token.", (await bearer.Sessions("made-up")).Refusal);
        Assert.Equal("InvalidParameterException: Invalid pagination token.", (await sessions.List(page: "made-up")).Refusal);
        Assert.Equal(Texts.NoUser, (await sessions.List("eve")).Refusal);
        Assert.Equal(Texts.NoPool("eu-central-1_nowhere"), (await sessions.List(pool: "eu-central-1_nowhere")).Refusal);
        Assert.StartsWith("InvalidParameterException: 1 validation error detected", (await sessions.List(new string('n', 129))).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("InvalidParameterException: 1 validation error detected", (await sessions.List("")).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pool_that_keeps_no_account_has_no_sessions_to_show_and_notes_nothing()
    {
        var quiet = new SessionWorld(kept: false);
        var tokens = await quiet.Client.TokensOf("ana");
        var bearer = new TestBearer(quiet.World, tokens.AccessToken!);
        await quiet.Client.Refresh(tokens.RefreshToken!);
        Assert.Empty((await bearer.Sessions()).Ok.Sessions!);

        quiet.Pool.Change(pool => pool with { Sessions = new() { AreKept = true } });
        Assert.Empty(await quiet.Seen());
        await quiet.Client.Refresh(tokens.RefreshToken!);
        Assert.Equal("192.0.2.1", Assert.Single(await quiet.Seen()).LastIPAddress);

        quiet.Pool.Change(pool => pool with { Sessions = new() });
        Assert.Empty(await quiet.Seen());
        Assert.True((await bearer.Get()).IsOk, "the session itself goes on");
    }

    [Fact]
    public async Task Where_no_account_is_kept_a_refresh_writes_nothing()
    {
        var calls = new List<string>();
        var world = new World(calls.Add);
        var pool = world.Pool();
        pool.User("ana");
        var client = pool.Client();
        var tokens = await client.TokensOf("ana");
        calls.Clear();
        Assert.True((await client.Refresh(tokens.RefreshToken!)).IsOk);
        Assert.DoesNotContain("ISessions.Used", calls);
        Assert.DoesNotContain("ISessions.Change", calls);
    }

    private async Task SignInByServer(string? address)
    {
        World.Wait(TimeSpan.FromSeconds(1));
        var said = await World.Call(World.Op<AdminInitiateAuth>(), new()
        {
            UserPoolId = sessions.Pool.Id, ClientId = sessions.Client.Id, AuthFlow = "ADMIN_USER_PASSWORD_AUTH",
            AuthParameters = Wire.Map(("USERNAME", "ana"), ("PASSWORD", World.Password)),
            ContextData = address is null ? null : new()
            {
                IpAddress = address, ServerName = "shop", ServerPath = "/", HttpHeaders = [new() { HeaderName = "User-Agent", HeaderValue = "Firefox/126.0" }],
            },
        });
        Assert.True(said.IsOk);
    }
}
