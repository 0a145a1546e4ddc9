using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>GetTokensFromRefreshToken, with and without rotation.</summary>
public sealed class RefreshRotationTests
{
    private const string Reused = "RefreshTokenReuseException: Refresh Token has been used before, its session is revoked";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public RefreshRotationTests()
    {
        pool = world.Pool();
        app = Rotating(10);
        pool.User("Ana", "ana@example.com");
    }

    [Fact]
    public async Task Each_use_gives_new_tokens_and_the_next_refresh_token()
    {
        var first = await app.TokensOf("ana");
        var second = (await Exchange(first.RefreshToken!)).Ok.AuthenticationResult!;
        var third = (await Exchange(second.RefreshToken!)).Ok.AuthenticationResult!;

        Assert.Equal(3, new[] { first, second, third }.Select(tokens => tokens.RefreshToken).Distinct().Count());
        Assert.Equal((3600, "Bearer"), (third.ExpiresIn, third.TokenType));
        Assert.True((await new TestBearer(world, third.AccessToken!).Get()).IsOk);
        var (before, after) = (await Claims(first.IdToken!), await Claims(third.IdToken!));
        Assert.Equal((before["origin_jti"], before["auth_time"], before["event_id"]), (after["origin_jti"], after["auth_time"], after["event_id"]));
        Assert.NotEqual(before["jti"], after["jti"]);
    }

    [Fact]
    public async Task A_repeated_exchange_within_the_time_of_grace_gives_the_same_refresh_token()
    {
        var first = (await app.TokensOf("ana")).RefreshToken!;
        var next = await Next(first);
        world.Wait(TimeSpan.FromSeconds(9));
        Assert.Equal(next, await Next(first));
        Assert.StartsWith("ghr2.", await Next(next), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 10)]
    [InlineData(60, 60)]
    public async Task After_the_time_of_grace_a_used_token_ends_the_session(int grace, int wait)
    {
        var client = Rotating(grace);
        var tokens = await client.TokensOf("ana");
        var next = (await Exchange(tokens.RefreshToken!, client)).Ok.AuthenticationResult!;
        world.Wait(TimeSpan.FromSeconds(wait));

        Assert.Equal(Reused, (await Exchange(tokens.RefreshToken!, client)).Refusal);
        Assert.Equal(Texts.RefreshInvalid, (await Exchange(next.RefreshToken!, client)).Refusal);
        Assert.Equal(Texts.RefreshInvalid, (await Exchange(tokens.RefreshToken!, client)).Refusal);
        Assert.Equal(Texts.TokenRevoked, (await new TestBearer(world, tokens.AccessToken!).Get()).Refusal);
        Assert.Equal(Texts.TokenRevoked, (await new TestBearer(world, next.AccessToken!).Get()).Refusal);
    }

    [Fact]
    public async Task The_end_of_one_session_is_not_the_end_of_another()
    {
        var (one, other) = ((await app.TokensOf("ana")).RefreshToken!, (await app.TokensOf("ana")).RefreshToken!);
        await Next(one);
        world.Wait(TimeSpan.FromMinutes(1));
        Assert.Equal(Reused, (await Exchange(one)).Refusal);
        Assert.True((await Exchange(other)).IsOk);
    }

    [Fact]
    public async Task An_old_token_of_many_exchanges_ago_is_still_known_as_used()
    {
        var first = (await app.TokensOf("ana")).RefreshToken!;
        var newest = first;
        for (var i = 0; i < 20; i++)
        {
            world.Wait(TimeSpan.FromHours(1));
            newest = await Next(newest);
        }

        Assert.Equal(Reused, (await Exchange(first)).Refusal);
        Assert.Equal(Texts.RefreshInvalid, (await Exchange(newest)).Refusal);
    }

    [Fact]
    public async Task Exchanged_tokens_live_as_long_as_the_first_was_to_live()
    {
        var token = (await app.TokensOf("ana")).RefreshToken!;
        world.Wait(TimeSpan.FromDays(20));
        token = await Next(token);
        world.Wait(TimeSpan.FromDays(10) - TimeSpan.FromSeconds(1));
        token = await Next(token);
        world.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(Texts.RefreshExpired, (await Exchange(token)).Refusal);
    }

    [Fact]
    public async Task Of_many_at_once_without_grace_one_gets_the_next_token_and_the_session_ends()
    {
        var client = Rotating(0);
        var token = (await client.TokensOf("ana")).RefreshToken!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Exchange(token, client))));

        var won = Assert.Single(answers, answer => answer.IsOk);
        Assert.Contains(answers, answer => !answer.IsOk && answer.Refusal == Reused);
        Assert.All(answers.Where(answer => !answer.IsOk), answer => Assert.Contains(answer.Refusal, (string[])[Reused, Texts.RefreshInvalid]));
        Assert.Equal(Texts.RefreshInvalid, (await Exchange(won.Ok.AuthenticationResult!.RefreshToken!, client)).Refusal);
    }

    [Fact]
    public async Task Of_many_at_once_with_grace_all_get_the_same_next_token()
    {
        var token = (await app.TokensOf("ana")).RefreshToken!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Exchange(token))));
        Assert.True((await Exchange(Assert.Single(answers.Select(answer => answer.Ok.AuthenticationResult!.RefreshToken!).Distinct()))).IsOk);
    }

    [Fact]
    public async Task Without_rotation_a_refresh_token_is_used_again_and_again()
    {
        var plain = pool.Client();
        var token = (await plain.TokensOf("ana")).RefreshToken!;
        Assert.Null((await Exchange(token, plain)).Ok.AuthenticationResult!.RefreshToken);
        Assert.NotNull((await Exchange(token, plain)).Ok.AuthenticationResult!.IdToken);

        plain.Change(client => client with { Ways = SignInWays.Password });
        Assert.Equal("InvalidParameterException: REFRESH_TOKEN_AUTH flow not enabled for this client", (await Exchange(token, plain)).Refusal);
    }

    [Fact]
    public async Task The_newest_token_still_works_when_rotation_is_switched_off_and_older_ones_do_not()
    {
        var first = (await app.TokensOf("ana")).RefreshToken!;
        var newest = await Next(first);
        app.Change(client => client with { RotationGrace = null, Ways = client.Ways | SignInWays.Refresh });

        Assert.Null((await Exchange(newest)).Ok.AuthenticationResult!.RefreshToken);
        Assert.True((await app.Refresh(newest)).IsOk);
        Assert.Equal(Texts.RefreshInvalid, (await app.Refresh(first)).Refusal);
        Assert.Equal(Reused, (await Exchange(first)).Refusal);
        Assert.Equal(Texts.RefreshInvalid, (await Exchange(newest)).Refusal);
    }

    [Fact]
    public async Task Any_token_of_a_session_revokes_it()
    {
        var first = (await app.TokensOf("ana")).RefreshToken!;
        var newest = await Next(first);
        Assert.True((await app.Revoke(newest)).IsOk);
        Assert.Equal(Texts.RefreshInvalid, (await Exchange(newest)).Refusal);

        var other = (await app.TokensOf("ana")).RefreshToken!;
        newest = await Next(other);
        Assert.StartsWith("UnauthorizedException", (await pool.Client().Revoke(newest)).Refusal, StringComparison.Ordinal);
        Assert.True((await app.Revoke(other)).IsOk);
        Assert.Equal(Texts.RefreshInvalid, (await Exchange(newest)).Refusal);
    }

    [Fact]
    public async Task A_token_works_for_its_own_application_and_person_only()
    {
        var token = await Next((await app.TokensOf("ana")).RefreshToken!);
        Assert.Equal(Texts.RefreshInvalid, (await Exchange(token, Rotating(10))).Refusal);
        var far = world.Pool().Client(client => client with { RotationGrace = TimeSpan.Zero });
        Assert.Equal(Texts.RefreshInvalid, (await Exchange(token, far)).Refusal);
        Assert.Equal(Texts.RefreshInvalid, (await Exchange("ghr1.nobody")).Refusal);

        await pool.Disable("ana");
        Assert.Equal(Texts.RefreshInvalid, (await Exchange(token)).Refusal);
    }

    [Fact]
    public async Task A_client_with_a_secret_sends_it_and_one_without_sends_none()
    {
        var secret = pool.SecretClient(client => client with { RotationGrace = TimeSpan.FromSeconds(10) });
        var token = (await secret.TokensOf("ana")).RefreshToken!;
        const string refused = "NotAuthorizedException: ";
        Assert.Equal($"{refused}Client {secret.Id} is configured for secret but secret was not received", (await Exchange(token, secret)).Refusal);
        Assert.Equal($"{refused}Unable to verify secret for client {secret.Id}", (await Exchange(token, secret, new string('x', 52))).Refusal);
        Assert.Equal(
            $"{refused}Unable to verify secret for client {secret.Id}", (await Exchange(token, secret, secret.HashOf("Ana")!.Replace('/', 'a').Replace('=', 'b'))).Refusal);
        Assert.True((await Exchange(token, secret, secret.Now.Secrets[0].Value)).IsOk);
        Assert.Equal(
            $"{refused}Client {app.Id} is not configured with secret but secret was received", (await Exchange(token, app, new string('x', 52))).Refusal);
        Assert.Equal(Texts.NoClient("nobody"), (await world.Call(world.Op<GetTokensFromRefreshToken>(), new() { ClientId = "nobody", RefreshToken = token })).Refusal);
    }

    [Fact]
    public async Task A_session_that_is_bound_to_a_device_is_refreshed_there_only()
    {
        const string key = "eu-central-1_0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f";
        var plain = pool.Client();
        foreach (var client in new[] { app, plain })
        {
            var tokens = await client.TokensOf("ana");
            var id = (string)(await Claims(tokens.IdToken!))["event_id"];
            await world.Store.Sessions.Change(pool.Id, id, session => session with { DeviceKey = key }, default);

            var ask = new GetTokensFromRefreshTokenRequest { ClientId = client.Id, RefreshToken = tokens.RefreshToken! };
            foreach (var wrong in (string?[])[null, key[..^1] + "0"])
                Assert.Equal(Texts.RefreshInvalid, (await world.Call(world.Op<GetTokensFromRefreshToken>(), ask with { DeviceKey = wrong })).Refusal);
            Assert.True((await world.Call(world.Op<GetTokensFromRefreshToken>(), ask with { DeviceKey = key })).IsOk);
        }

        var bound = (await plain.TokensOf("ana"))!;
        await world.Store.Sessions.Change(pool.Id, (string)(await Claims(bound.IdToken!))["event_id"], session => session with { DeviceKey = key }, default);
        Assert.Equal(Texts.RefreshInvalid, (await plain.Refresh(bound.RefreshToken!)).Refusal);
        Assert.True((await plain.Initiate("REFRESH_TOKEN_AUTH", ("REFRESH_TOKEN", bound.RefreshToken!), ("DEVICE_KEY", key))).IsOk);
    }

    private TestClient Rotating(int grace) =>
        pool.Client(client => client with { RotationGrace = TimeSpan.FromSeconds(grace), Ways = client.Ways & ~SignInWays.Refresh });

    private Task<Said<GetTokensFromRefreshTokenResponse>> Exchange(string token, TestClient? client = null, string? secret = null) =>
        world.Call(world.Op<GetTokensFromRefreshToken>(), new() { ClientId = (client ?? app).Id, RefreshToken = token, ClientSecret = secret });

    private async Task<string> Next(string token) => (await Exchange(token)).Ok.AuthenticationResult!.RefreshToken!;

    private async Task<IReadOnlyDictionary<string, object>> Claims(string token) => (await world.Get<ITokens>().Read(token, TokenUse.Id, default))!;
}
