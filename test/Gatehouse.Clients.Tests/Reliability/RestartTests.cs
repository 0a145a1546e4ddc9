using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>A server that starts again is the same server.</summary>
public abstract class RestartTests<TStore>
    where TStore : IStore, new()
{
    private static readonly string[] PasswordOnly = ["ALLOW_USER_PASSWORD_AUTH"];

    [Fact]
    public async Task Codes_tokens_and_revocations_hold_after_a_restart()
    {
        await using var store = new TStore();
        using var plan = await store.Plan();
        Scene scene;
        Tokens kept, revoked;
        await using (var before = await ServerProcess.Start(plan))
        {
            scene = await Scene.Make(before.Cognito);
            await scene.Add(before.Cognito, "stays");
            await scene.SignUp(before.Cognito, "waits");
            kept = await scene.TokensOf(before.Cognito, "stays");
            revoked = await scene.TokensOf(before.Cognito, "stays");
            Assert.True((await before.Cognito.Call("RevokeToken", new { scene.ClientId, Token = revoked.Refresh })).Succeeded);
            before.AskToStop();
            Assert.Equal(0, await before.Ended(TimeSpan.FromSeconds(20)));
        }

        await using var after = await ServerProcess.Start(plan);
        var cognito = after.Cognito;
        Assert.Equal("stays", (await cognito.Call("GetUser", new { AccessToken = kept.Access })).Member("Username"));
        Assert.True((await scene.Refresh(cognito, kept.Refresh)).Succeeded);
        Assert.False((await cognito.Call("GetUser", new { AccessToken = revoked.Access })).Succeeded);
        Assert.False((await scene.Refresh(cognito, revoked.Refresh)).Succeeded);
        Assert.True((await scene.SignIn(cognito, "stays")).Succeeded);
        var code = await cognito.CodeFor(Scene.MailOf("waits"));
        Assert.True((await cognito.Call("ConfirmSignUp", new { scene.ClientId, Username = "waits", ConfirmationCode = code })).Succeeded);
    }

    [Fact]
    public async Task A_refresh_token_that_was_exchanged_is_still_known_as_used_after_a_restart()
    {
        await using var store = new TStore();
        using var plan = await store.Plan();
        Tokens tokens;
        string client, next;
        await using (var before = await ServerProcess.Start(plan))
        {
            var scene = await Scene.Make(before.Cognito);
            var made = await before.Cognito.Admin("CreateUserPoolClient", new
            {
                UserPoolId = scene.PoolId, ClientName = "rotating", ExplicitAuthFlows = PasswordOnly,
                RefreshTokenRotation = new { Feature = "ENABLED", RetryGracePeriodSeconds = 0 },
            });
            client = made.Member("UserPoolClient", "ClientId");
            await scene.Add(before.Cognito, "ana");
            tokens = await (scene with { ClientId = client }).TokensOf(before.Cognito, "ana");
            next = (await Exchange(before.Cognito, tokens.Refresh)).Member("AuthenticationResult", "RefreshToken");
            before.AskToStop();
            Assert.Equal(0, await before.Ended(TimeSpan.FromSeconds(20)));
        }

        await using var after = await ServerProcess.Start(plan);
        Assert.Equal("RefreshTokenReuseException", (await Exchange(after.Cognito, tokens.Refresh)).Error);
        Assert.Equal("NotAuthorizedException", (await Exchange(after.Cognito, next)).Error);
        Assert.False((await after.Cognito.Call("GetUser", new { AccessToken = tokens.Access })).Succeeded);

        Task<Answer> Exchange(Cognito cognito, string token) => cognito.Call("GetTokensFromRefreshToken", new { ClientId = client, RefreshToken = token });
    }

    [Fact]
    public async Task A_store_sealed_with_another_key_is_not_opened()
    {
        await using var store = new TStore();
        using var plan = await store.Plan();
        await using (var first = await ServerProcess.Start(plan))
            await Scene.Make(first.Cognito);

        var other = plan with { MasterKey = Convert.ToBase64String(new byte[32].Select((_, i) => (byte)(i * 7)).ToArray()) };
        await using var server = ServerProcess.Launch(other);
        Assert.NotEqual(0, await server.Ended(TimeSpan.FromSeconds(60)));
        Assert.Contains("MASTER_KEY", server.Log, StringComparison.Ordinal);
    }
}

/// <summary>On SQLite.</summary>
public sealed class RestartOnSqliteTests : RestartTests<SqliteStore>;

/// <summary>On PostgreSQL.</summary>
public sealed class RestartOnPostgresTests : RestartTests<PostgresStore>;
