namespace Gatehouse.Tests.UserPools;

public class SignOutTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public SignOutTests()
    {
        pool = world.Pool();
        app = pool.Client();
        pool.User("ana");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Signed_out_everywhere_no_token_works_any_more(bool byAdmin)
    {
        pool.User("bob");
        var (here, there, bob) = (await app.TokensOf("ana"), await pool.Client().TokensOf("ana"), await app.In("bob"));
        var bearer = new TestBearer(world, here.AccessToken!);
        Assert.True(byAdmin ? (await pool.SignOut("ANA")).IsOk : (await bearer.SignOut()).IsOk);
        Assert.Equal(Texts.TokenRevoked, (await bearer.Get()).Refusal);
        Assert.Equal(Texts.TokenRevoked, (await bearer.SignOut()).Refusal);
        Assert.Equal(Texts.TokenRevoked, (await new TestBearer(world, there.AccessToken!).Get()).Refusal);
        Assert.Equal(Texts.RefreshInvalid, (await app.Refresh(here.RefreshToken!)).Refusal);
        Assert.True((await bob.Get()).IsOk);
        Assert.True((await app.SignIn("ana")).IsOk);
    }

    [Fact]
    public async Task A_revoked_refresh_token_takes_its_tokens_along_and_no_others()
    {
        var (here, there) = (await app.TokensOf("ana"), await app.TokensOf("ana"));
        var renewed = (await app.Refresh(here.RefreshToken!)).Ok.AuthenticationResult!;
        Assert.True((await app.Revoke(here.RefreshToken!)).IsOk);
        Assert.Equal(Texts.TokenRevoked, (await new TestBearer(world, here.AccessToken!).Get()).Refusal);
        Assert.Equal(Texts.TokenRevoked, (await new TestBearer(world, renewed.AccessToken!).Get()).Refusal);
        Assert.Equal(Texts.RefreshInvalid, (await app.Refresh(here.RefreshToken!)).Refusal);
        Assert.True((await new TestBearer(world, there.AccessToken!).Get()).IsOk);
        Assert.True((await app.Refresh(there.RefreshToken!)).IsOk);
    }

    [Fact]
    public async Task A_token_that_is_revoked_or_nobody_s_is_as_good_as_revoked()
    {
        var token = (await app.TokensOf("ana")).RefreshToken!;
        Assert.True((await app.Revoke(token)).IsOk);
        Assert.True((await app.Revoke(token)).IsOk);
        Assert.True((await app.Revoke("ghr1.nothing")).IsOk);
    }

    [Fact]
    public async Task An_application_revokes_only_what_was_given_to_it()
    {
        var token = (await app.TokensOf("ana")).RefreshToken!;
        Assert.Equal("UnauthorizedException: The refresh token was not issued to this client.", (await pool.Client().Revoke(token)).Refusal);
        Assert.True((await app.Refresh(token)).IsOk);
    }

    [Fact]
    public async Task Only_refresh_tokens_are_revoked()
    {
        var tokens = await app.TokensOf("ana");
        Assert.Equal("UnsupportedTokenTypeException: Only refresh tokens can be revoked.", (await app.Revoke(tokens.AccessToken!)).Refusal);
        Assert.Equal("UnsupportedTokenTypeException: Only refresh tokens can be revoked.", (await app.Revoke(tokens.IdToken!)).Refusal);
    }

    [Fact]
    public async Task Where_revocation_is_off_nothing_is_revoked()
    {
        var token = (await app.TokensOf("ana")).RefreshToken!;
        app.Change(c => c with { Revocable = false });
        Assert.Equal("UnsupportedOperationException: Token revocation is not enabled for this client.", (await app.Revoke(token)).Refusal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrongwrongwrongwrongwrong")]
    public async Task A_client_with_a_secret_must_show_it(string? shown)
    {
        var secret = pool.SecretClient();
        var token = (await secret.TokensOf("ana")).RefreshToken!;
        const string refusal = "UnauthorizedException: Invalid client id or secret.";
        Assert.Equal(refusal, (await Revoke(secret.Id, token, shown)).Refusal);
        Assert.Equal(refusal, (await Revoke("nobody", token, null)).Refusal);
        Assert.Equal(refusal, (await Revoke(app.Id, token, "publicclientshavenosecret")).Refusal);
        Assert.True((await secret.Revoke(token)).IsOk);
    }

    private Task<Said<Gatehouse.Contracts.UserPools.RevokeTokenResponse>> Revoke(string clientId, string token, string? secret) =>
        world.Call(world.Op<Operations.UserPools.RevokeToken>(), new() { ClientId = clientId, Token = token, ClientSecret = secret });
}
