using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

public class RefreshTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public RefreshTests()
    {
        pool = world.Pool();
        app = pool.Client();
        pool.User("Ana", "ana@example.com");
    }

    [Theory]
    [InlineData("REFRESH_TOKEN_AUTH")]
    [InlineData("REFRESH_TOKEN")]
    public async Task A_refresh_token_gets_new_tokens_and_no_other_refresh_token(string flow)
    {
        var token = (await app.TokensOf("ana")).RefreshToken!;
        var tokens = (await app.Initiate(flow, ("REFRESH_TOKEN", token))).Ok.AuthenticationResult!;
        Assert.Null(tokens.RefreshToken);
        Assert.True((await new TestBearer(world, tokens.AccessToken!).Get()).IsOk);
        Assert.NotNull((await app.AdminInitiate(flow, ("REFRESH_TOKEN", token))).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task New_tokens_know_what_is_true_now()
    {
        var token = (await app.TokensOf("ana")).RefreshToken!;
        await pool.Update("ana", ("name", "Anna"));
        var id = (await app.Refresh(token)).Ok.AuthenticationResult!.IdToken!;
        Assert.Equal("Anna", (await world.Get<ITokens>().Read(id, TokenUse.Id, default))!["name"]);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, Texts.RefreshExpired)]
    public async Task It_works_as_long_as_the_application_said_at_sign_in_however_often_it_is_used(int seconds, string? refusal)
    {
        var token = (await app.TokensOf("ana")).RefreshToken!;
        world.Wait(TimeSpan.FromDays(15));
        Assert.True((await app.Refresh(token)).IsOk);
        world.Wait(TimeSpan.FromDays(15) + TimeSpan.FromSeconds(seconds));
        var said = await app.Refresh(token);
        Assert.Equal(refusal, said.IsOk ? null : said.Refusal);
    }

    [Fact]
    public async Task It_works_for_the_application_it_was_given_to_and_in_its_pool_only()
    {
        var token = (await app.TokensOf("ana")).RefreshToken!;
        Assert.Equal(Texts.RefreshInvalid, (await pool.Client().Refresh(token)).Refusal);
        Assert.Equal(Texts.RefreshInvalid, (await world.Pool().Client().Refresh(token)).Refusal);
    }

    [Theory]
    [InlineData("ghr1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("x")]
    [InlineData("a.b.c.d.e")]
    public async Task What_is_no_refresh_token_is_refused(string token) => Assert.Equal(Texts.RefreshInvalid, (await app.Refresh(token)).Refusal);

    [Fact]
    public async Task Neither_an_access_token_nor_an_ID_token_is_one()
    {
        var tokens = await app.TokensOf("ana");
        Assert.Equal(Texts.RefreshInvalid, (await app.Refresh(tokens.AccessToken!)).Refusal);
        Assert.Equal(Texts.RefreshInvalid, (await app.Refresh(tokens.IdToken!)).Refusal);
    }

    [Fact]
    public async Task It_is_required() =>
        Assert.Equal("InvalidParameterException: Missing required parameter REFRESH_TOKEN", (await app.Initiate("REFRESH_TOKEN_AUTH")).Refusal);

    [Fact]
    public async Task With_a_secret_it_needs_the_hash_over_the_person_s_own_name_or_sub()
    {
        var secret = pool.SecretClient();
        var token = (await secret.TokensOf("ana")).RefreshToken!;
        var sub = pool.Find("ana")!.Sub;
        Assert.True((await secret.Refresh(token, "Ana")).IsOk);
        Assert.True((await secret.Refresh(token, sub)).IsOk);
        Assert.Equal($"NotAuthorizedException: Unable to verify secret hash for client {secret.Id}", (await secret.Refresh(token, "bob")).Refusal);
        Assert.Equal($"NotAuthorizedException: Client {secret.Id} is configured with secret but SECRET_HASH was not received", (await secret.Refresh(token)).Refusal);
        var other = pool.SecretClient().HashOf("Ana")!;
        Assert.Equal(
            $"NotAuthorizedException: Unable to verify secret hash for client {secret.Id}",
            (await secret.Initiate("REFRESH_TOKEN_AUTH", ("REFRESH_TOKEN", token), ("SECRET_HASH", other))).Refusal);
    }

    [Fact]
    public async Task With_rotation_it_is_exchanged_elsewhere()
    {
        var token = (await app.TokensOf("ana")).RefreshToken!;
        app.Change(c => c with { RotationGrace = TimeSpan.Zero });
        Assert.Equal(
            "NotAuthorizedException: Refresh token rotation is enabled for this client. Use GetTokensFromRefreshToken.", (await app.Refresh(token)).Refusal);
    }

    [Fact]
    public async Task It_dies_with_the_person_s_password_presence_pool_application_or_leave()
    {
        (string What, Func<TestPool, TestClient, Task> Do)[] ends =
        [
            ("disabled", (p, _) => p.Disable("bob")), ("deleted", (p, _) => p.Delete("bob")), ("password set", (p, _) => p.SetPassword("bob", World.Another)),
            ("reset", (p, _) => p.Reset("bob")), ("signed out", (p, _) => p.SignOut("bob")),
            ("client removed", async (p, c) => await world.Store.Clients.Remove(p.Id, c.Id, default)),
            ("pool removed", async (p, _) => await world.Store.Pools.Remove(p.Id, default)),
        ];
        foreach (var (what, end) in ends)
        {
            var here = world.Pool();
            here.User("bob", "bob@example.com");
            var client = here.Client();
            var tokens = await client.TokensOf("bob");
            await end(here, client);
            Assert.True((await client.RefreshOrNothing(tokens.RefreshToken!)) is Texts.RefreshInvalid or "ResourceNotFoundException", what);
            Assert.Contains(
                (await new TestBearer(world, tokens.AccessToken!).Get()).Refusal, (string[])[Texts.TokenRevoked, Texts.TokenInvalid]);
        }
    }
}

internal static class RefreshWords
{
    /// <summary>The refusal of a refresh, of a client that may be gone as well.</summary>
    public static async Task<string> RefreshOrNothing(this TestClient client, string token)
    {
        var said = await client.Pool.World.Call(client.Pool.World.Op<Operations.UserPools.InitiateAuth>(), new()
        {
            ClientId = client.Id, AuthFlow = "REFRESH_TOKEN_AUTH", AuthParameters = Wire.Map(("REFRESH_TOKEN", token)),
        });
        return said.Fault is { Code: "ResourceNotFoundException" } gone ? gone.Code : said.Refusal;
    }
}
