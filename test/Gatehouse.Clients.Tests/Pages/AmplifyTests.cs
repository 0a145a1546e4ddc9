using System.Text.Json;
using Gatehouse.Clients.Tests.Rig;
using Microsoft.Playwright;

namespace Gatehouse.Clients.Tests.Pages;

/// <summary>Amplify in a real browser, with an authenticator beside it: what only a page can do.</summary>
public abstract class AmplifyTests<TStore>(PasskeyScene<TStore> at)
    where TStore : IStore, new()
{
    private const string Choice = "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION";

    [Fact]
    public async Task A_person_signs_up_registers_a_passkey_signs_in_with_it_and_deletes_it()
    {
        var scene = await at.Pool("localhost");
        var (page, key) = await Open(scene);
        Assert.Equal("CONFIRM_SIGN_UP", await page.EvaluateAsync<string>(
            "async ({ username, password, email }) => (await app.signUp({ username, password, options: { userAttributes: { email } } })).nextStep.signUpStep",
            new { username = "ana", password = Scene.Password, email = Scene.MailOf("ana") }));
        await page.EvaluateAsync(
            "(confirmationCode) => app.confirmSignUp({ username: 'ana', confirmationCode })", await at.Cognito.CodeFor(Scene.MailOf("ana")));
        Assert.Equal("DONE", await SignIn(page, "ana", Scene.Password));

        await page.EvaluateAsync("() => app.associateWebAuthnCredential()");
        var listed = await page.EvaluateAsync<JsonElement?>("() => app.listWebAuthnCredentials()");
        var kept = Assert.Single(listed!.Value.GetProperty("credentials").EnumerateArray().ToList());
        Assert.Equal("localhost", kept.GetProperty("relyingPartyId").GetString());
        Assert.True(await page.EvaluateAsync<bool>("async () => (await app.listWebAuthnCredentials()).credentials[0].createdAt instanceof Date"));
        Assert.Equal("PasskeyAlreadyExists", await Name(page, "app.associateWebAuthnCredential()"));

        await page.EvaluateAsync("() => app.signOut()");
        Assert.Equal("DONE", await Prefer(page, "ana", "WEB_AUTHN"));
        Assert.Equal("ana", await page.EvaluateAsync<string>("async () => (await app.getCurrentUser()).username"));
        Assert.True(await page.EvaluateAsync<bool>("async () => !!(await app.fetchAuthSession({ forceRefresh: true })).tokens.idToken"));

        var id = kept.GetProperty("credentialId").GetString();
        await page.EvaluateAsync("(credentialId) => app.deleteWebAuthnCredential({ credentialId })", id);
        Assert.Equal("ResourceNotFoundException", await Name(page, $"app.deleteWebAuthnCredential({{ credentialId: '{id}' }})"));
        await page.EvaluateAsync("() => app.signOut()");
        Assert.Equal(Choice, await Prefer(page, "ana", "WEB_AUTHN"));
        Assert.Single(await key.Held());
    }

    [Fact]
    public async Task Who_is_not_recognised_tries_again_or_takes_another_way()
    {
        var scene = await at.Pool("localhost", "required");
        var (page, key) = await Open(scene);
        await WithPasskey(page, scene, "ana");

        foreach (var next in new[] { "WEB_AUTHN", "EMAIL_OTP", "PASSWORD", "PASSWORD_SRP" })
        {
            Assert.Equal(Choice, await Prefer(page, "ana", null));
            await key.Recognise(false);
            Assert.Equal("PasskeyAuthenticationCanceled", await Name(page, "app.confirmSignIn({ challengeResponse: 'WEB_AUTHN' })"));
            await key.Recognise(true);
            var step = await Confirm(page, next);
            if (next == "EMAIL_OTP")
                step = await Confirm(page, await at.Cognito.CodeFor(Scene.MailOf("ana")));
            else if (next != "WEB_AUTHN")
                step = await Confirm(page, Scene.Password);
            Assert.Equal("DONE", step);
            await page.EvaluateAsync("() => app.signOut()");
        }
    }

    [Fact]
    public async Task A_passkey_stands_for_both_factors_where_the_pool_and_the_person_say_so()
    {
        var passkeys = new { RelyingPartyId = "localhost", UserVerification = "required", FactorConfiguration = "MULTI_FACTOR_WITH_USER_VERIFICATION" };
        var scene = await at.Pool(passkeys);
        var (page, _) = await Open(scene);
        await WithPasskey(page, scene, "ana");
        var factor = new { UserPoolId = scene.PoolId, MfaConfiguration = "ON", EmailMfaConfiguration = new { } };
        await at.Configure(scene.PoolId, new
        {
            factor.UserPoolId, factor.MfaConfiguration, factor.EmailMfaConfiguration, WebAuthnConfiguration = passkeys,
        });

        Assert.Equal(Choice, await Prefer(page, "ana", "WEB_AUTHN"));
        Assert.Equal("CONFIRM_SIGN_IN_WITH_EMAIL_CODE", await SignIn(page, "ana", Scene.Password));
        var both = await at.Cognito.Admin("AdminSetUserMFAPreference", new
        {
            UserPoolId = scene.PoolId, Username = "ana", EmailMfaSettings = new { Enabled = true }, WebAuthnMfaSettings = new { Enabled = true },
        });
        Assert.True(both.Succeeded, both.Text);
        Assert.Equal("DONE", await Prefer(page, "ana", "WEB_AUTHN"));
        await page.EvaluateAsync("() => app.signOut()");

        var single = new { RelyingPartyId = "localhost", UserVerification = "required" };
        await at.Configure(scene.PoolId, new
        {
            factor.UserPoolId, factor.MfaConfiguration, factor.EmailMfaConfiguration, WebAuthnConfiguration = single,
        });
        Assert.Equal(Choice, await Prefer(page, "ana", "WEB_AUTHN"));
    }

    private async Task<(IPage Page, BrowserKey Key)> Open(Scene scene)
    {
        var (page, key) = await at.Open();
        await page.AddScriptTagAsync(new() { Content = await Bundle.Amplify });
        await page.EvaluateAsync("([pool, client, endpoint]) => app.use(pool, client, endpoint)", new[] { scene.PoolId, scene.ClientId, at.Endpoint });
        return (page, key);
    }

    private async Task WithPasskey(IPage page, Scene scene, string name)
    {
        await scene.Add(at.Cognito, name);
        Assert.Equal("DONE", await SignIn(page, name, Scene.Password));
        await page.EvaluateAsync("() => app.associateWebAuthnCredential()");
        await page.EvaluateAsync("() => app.signOut()");
    }

    private static Task<string> SignIn(IPage page, string username, string password) => page.EvaluateAsync<string>(
        "async (given) => (await app.signIn(given)).nextStep.signInStep", new { username, password });

    private static Task<string> Prefer(IPage page, string username, string? preferredChallenge) => page.EvaluateAsync<string>(
        "async ([username, preferredChallenge]) => (await app.signIn({ username, options: { authFlowType: 'USER_AUTH', preferredChallenge } })).nextStep.signInStep",
        new[] { username, preferredChallenge });

    private static Task<string> Confirm(IPage page, string challengeResponse) => page.EvaluateAsync<string>(
        "async (challengeResponse) => (await app.confirmSignIn({ challengeResponse })).nextStep.signInStep", challengeResponse);

    // What a call fails with.
    private static Task<string> Name(IPage page, string call) => page.EvaluateAsync<string>($"async () => {call}.then(() => 'nothing', (error) => error.name)");
}

/// <summary>Amplify in a browser on SQLite.</summary>
[Collection(PasskeyPages.OnSqlite)]
public sealed class AmplifyOnSqliteTests(PasskeyScene<SqliteStore> at) : AmplifyTests<SqliteStore>(at);

/// <summary>Amplify in a browser on PostgreSQL.</summary>
[Collection(PasskeyPages.OnPostgres)]
public sealed class AmplifyOnPostgresTests(PasskeyScene<PostgresStore> at) : AmplifyTests<PostgresStore>(at);
