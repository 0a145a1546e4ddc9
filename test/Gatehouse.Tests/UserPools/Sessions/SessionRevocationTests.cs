namespace Gatehouse.Tests.UserPools;

public class SessionRevocationTests
{
    private const string Nobodys = "tkn0000000000000000000000000";
    private readonly SessionWorld sessions = new();

    [Fact]
    public async Task A_revoked_session_is_gone_with_its_tokens_and_others_go_on()
    {
        var (first, firstId, firstRefresh) = await sessions.SignIn();
        var (second, secondId, _) = await sessions.SignIn();

        Assert.True((await second.Revoke(firstId)).IsOk);
        Assert.Equal(Texts.TokenRevoked, (await first.Get()).Refusal);
        Assert.Equal(Texts.RefreshInvalid, (await sessions.Client.Refresh(firstRefresh)).Refusal);
        Assert.Equal([secondId], (await sessions.Seen()).Select(session => session.SessionId));
        Assert.True((await second.Get()).IsOk);
        Assert.Equal(SessionWorld.NotFound, (await second.Revoke(firstId)).Refusal);
    }

    [Fact]
    public async Task Nobody_revokes_the_session_that_asks()
    {
        var (bearer, id, _) = await sessions.SignIn();
        Assert.Equal("InvalidParameterException: The session that the access token belongs to cannot be revoked.", (await bearer.Revoke(id)).Refusal);
        Assert.True((await bearer.Get()).IsOk);
    }

    [Fact]
    public async Task Nobody_revokes_another_person_s_session()
    {
        sessions.Pool.User("bob");
        var (ana, anas, _) = await sessions.SignIn();
        var (bob, _, _) = await sessions.SignIn(person: "bob");

        Assert.Equal(SessionWorld.NotFound, (await bob.Revoke(anas)).Refusal);
        Assert.Equal(SessionWorld.NotFound, (await sessions.Revoke(anas, person: "bob")).Refusal);
        var elsewhere = sessions.World.Pool(pool => pool with { Sessions = new() { AreKept = true } });
        elsewhere.User("ana");
        Assert.Equal(SessionWorld.NotFound, (await sessions.Revoke(anas, pool: elsewhere.Id)).Refusal);
        Assert.True((await ana.Get()).IsOk);
    }

    [Fact]
    public async Task An_administrator_revokes_any_session_of_a_person()
    {
        var (bearer, id, _) = await sessions.SignIn();
        Assert.True((await sessions.Revoke(id, associated: "LINKED")).IsOk);
        Assert.Equal(Texts.TokenRevoked, (await bearer.Get()).Refusal);
        Assert.Equal(SessionWorld.NotFound, (await sessions.Revoke(id)).Refusal);
    }

    [Theory]
    [InlineData("NONE")]
    [InlineData("LINKED")]
    public async Task Sessions_that_came_by_no_browser_are_linked_to_no_other(string associated)
    {
        var (_, id, _) = await sessions.SignIn();
        var (bearer, _, _) = await sessions.SignIn();
        Assert.True((await bearer.Revoke(id, associated)).IsOk);
        Assert.True((await bearer.Get()).IsOk);
        Assert.Single(await sessions.Seen());
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("tkn00000000000000000000000000")]
    [InlineData("TKN0000000000000000000000000")]
    [InlineData("tkn00000000000000000000000\0-")]
    public async Task What_is_no_id_is_refused(string id)
    {
        var (bearer, _, _) = await sessions.SignIn();
        Assert.StartsWith("InvalidParameterException: ", (await bearer.Revoke(id)).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("InvalidParameterException: ", (await sessions.Revoke(id)).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Nobodys)]
    [InlineData("sso0000000000000000000000000")]
    [InlineData("tknzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public async Task What_is_nobody_s_is_not_found(string id)
    {
        var (bearer, _, _) = await sessions.SignIn();
        Assert.Equal(SessionWorld.NotFound, (await bearer.Revoke(id)).Refusal);
        Assert.Equal(SessionWorld.NotFound, (await sessions.Revoke(id)).Refusal);
    }

    [Fact]
    public async Task Only_what_is_known_may_be_associated()
    {
        const string refusal =
            "InvalidParameterException: 1 validation error detected: Value 'ALL' at 'revokeAssociatedSessions' failed to satisfy constraint: "
            + "Member must satisfy enum value set: [LINKED, NONE]";
        var (bearer, _, _) = await sessions.SignIn();
        Assert.Equal(refusal, (await bearer.Revoke(Nobodys, "ALL")).Refusal);
        Assert.Equal(refusal, (await sessions.Revoke(Nobodys, associated: "ALL")).Refusal);
        Assert.Equal(refusal, (await Revoke("ghr1.nothing", "ALL")).Refusal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("NONE")]
    [InlineData("LINKED")]
    public async Task A_revoked_refresh_token_takes_its_session_along_whatever_is_associated(string? associated)
    {
        var (bearer, _, refresh) = await sessions.SignIn();
        Assert.True((await Revoke(refresh, associated)).IsOk);
        Assert.Equal(Texts.TokenRevoked, (await bearer.Get()).Refusal);
        Assert.Empty(await sessions.Seen());
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        Assert.Equal(Texts.NoUser, (await sessions.Revoke(Nobodys, person: "eve")).Refusal);
        Assert.Equal(Texts.NoPool("eu-central-1_nowhere"), (await sessions.Revoke(Nobodys, pool: "eu-central-1_nowhere")).Refusal);
    }

    [Fact]
    public async Task Where_no_account_is_kept_no_session_is_ended_by_itself()
    {
        var (bearer, id, _) = await sessions.SignIn();
        sessions.Pool.Change(pool => pool with { Sessions = new() });
        Assert.Equal(SessionWorld.NotFound, (await sessions.Revoke(id)).Refusal);
        Assert.True((await bearer.Get()).IsOk);
    }

    private Task<Said<Gatehouse.Contracts.UserPools.RevokeTokenResponse>> Revoke(string token, string? associated) =>
        sessions.World.Call(sessions.World.Op<Gatehouse.Operations.UserPools.RevokeToken>(), new()
        {
            ClientId = sessions.Client.Id, Token = token, RevokeAssociatedSessions = associated,
        });
}
