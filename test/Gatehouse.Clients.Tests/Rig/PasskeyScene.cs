using System.Text.Json;
using Microsoft.Playwright;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>A server with one kind of store, a browser, and the page of an application on this machine.</summary>
public sealed class PasskeyScene<TStore> : IAsyncLifetime
    where TStore : IStore, new()
{
    private static readonly string[] Factors = ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"];
    private static readonly string[] Flows = ["ALLOW_USER_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];
    private static readonly string[] Mail = ["email"];
    private readonly TStore store = new();
    private ServerPlan plan = null!;
    private ServerProcess server = null!;
    private Browser browser = null!;

    /// <summary>The page.</summary>
    public AppPage App { get; } = new();

    /// <summary>The server's operations.</summary>
    public Cognito Cognito => server.Cognito;

    /// <summary>Where the server listens.</summary>
    public string Endpoint => plan.Endpoint;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        plan = await store.Plan();
        server = await ServerProcess.Start(plan);
        browser = await Browser.Start();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        await App.DisposeAsync();
        await server.DisposeAsync();
        plan.Dispose();
        await store.DisposeAsync();
    }

    /// <summary>A pool whose passkeys are for a domain, and a client of it that may sign in by everything.</summary>
    /// <param name="passkeys">The configuration of passkeys, as <c>SetUserPoolMfaConfig</c> takes it.</param>
    public async Task<Scene> Pool(object passkeys)
    {
        var pool = (await Cognito.Admin("CreateUserPool", new
        {
            PoolName = "passkeys", AutoVerifiedAttributes = Mail, Policies = new { SignInPolicy = new { AllowedFirstAuthFactors = Factors } },
        })).Member("UserPool", "Id");
        await Configure(pool, new { UserPoolId = pool, WebAuthnConfiguration = passkeys });
        var client = await Cognito.Admin("CreateUserPoolClient", new { UserPoolId = pool, ClientName = "app", ExplicitAuthFlows = Flows });
        return new Scene(pool, client.Member("UserPoolClient", "ClientId"));
    }

    /// <summary>The same for a domain, with the person verified or not.</summary>
    public Task<Scene> Pool(string party, string verification = "preferred") => Pool(new { RelyingPartyId = party, UserVerification = verification });

    /// <summary>Sets what a pool has of second factors and passkeys.</summary>
    public async Task Configure(string pool, object config)
    {
        var set = await Cognito.Admin("SetUserPoolMfaConfig", config);
        Assert.True(set.Succeeded, $"{pool}: {set.Text}");
    }

    /// <summary>A new person who is confirmed, and an access token of theirs.</summary>
    public async Task<string> Person(Scene scene, string name)
    {
        await scene.Add(Cognito, name);
        return (await scene.TokensOf(Cognito, name)).Access;
    }

    /// <summary>Opens the page under a name of this machine, with an authenticator beside it.</summary>
    public async Task<(IPage Page, BrowserKey Key)> Open(string host = "localhost")
    {
        var page = await browser.Window(800, 600);
        await page.GotoAsync(App.On(host));
        return (page, await BrowserKey.Plug(page));
    }

    /// <summary>The passkeys of whoever has the token.</summary>
    public async Task<List<JsonElement>> Listed(string token) =>
        [.. (await Cognito.Call("ListWebAuthnCredentials", new { AccessToken = token })).Body.GetProperty("Credentials").EnumerateArray()];
}

/// <summary>Tests with passkeys on pages share a server and a browser for each store.</summary>
public static class PasskeyPages
{
    /// <summary>On SQLite.</summary>
    public const string OnSqlite = "passkeys on pages, SQLite";

    /// <summary>On PostgreSQL.</summary>
    public const string OnPostgres = "passkeys on pages, PostgreSQL";

    [CollectionDefinition(OnSqlite)]
    public sealed class Sqlite : ICollectionFixture<PasskeyScene<SqliteStore>>;

    [CollectionDefinition(OnPostgres)]
    public sealed class Postgres : ICollectionFixture<PasskeyScene<PostgresStore>>;
}
