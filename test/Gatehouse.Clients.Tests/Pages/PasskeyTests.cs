using System.Text.Json;
using Gatehouse.Clients.Tests.Rig;
using Microsoft.Playwright;

namespace Gatehouse.Clients.Tests.Pages;

/// <summary>Passkeys made by a real browser on the page of an application on this machine, which calls the server from its own origin.</summary>
public sealed class PasskeyTests : IAsyncLifetime
{
    private const string Script =
        """
        async ({ endpoint, token, bend }) => {
          const call = async (target, body) => {
            const answer = await fetch(endpoint, {
              method: 'POST',
              headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': `AWSCognitoIdentityProviderService.${target}` },
              body: JSON.stringify(body),
            });
            return { status: answer.status, ...(await answer.json()) };
          };
          const { CredentialCreationOptions: options } = await call('StartWebAuthnRegistration', { AccessToken: token });
          const made = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
            .then((credential) => credential.toJSON(), (error) => error.name);
          if (typeof made === 'string') return { page: made };
          if (bend) made.response.attestationObject = made.response.attestationObject.slice(0, -8) + 'AAAAAAAA';
          return call('CompleteWebAuthnRegistration', { AccessToken: token, Credential: made });
        }
        """;

    private const string SignIn =
        """
        async (options) => {
          const credential = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options)) });
          return JSON.stringify(credential.toJSON());
        }
        """;

    private readonly ServerPlan plan = new();
    private readonly AppPage app = new();
    private ServerProcess server = null!;
    private Browser browser = null!;
    private Scene scene = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerProcess.Start(plan);
        browser = await Browser.Start();
        scene = await Scene.Make(server.Cognito);
        await Configure("localhost", "preferred");
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        await app.DisposeAsync();
        await server.DisposeAsync();
        plan.Dispose();
    }

    [Fact]
    public async Task A_browser_registers_a_passkey_and_is_told_not_to_make_it_again()
    {
        var token = await Person("ana");
        var (page, key) = await Open();

        Assert.Equal(200, (await Register(page, token)).GetProperty("status").GetInt32());

        var listed = await server.Cognito.Call("ListWebAuthnCredentials", new { AccessToken = token });
        var kept = Assert.Single(listed.Body.GetProperty("Credentials").EnumerateArray().ToList());
        Assert.Equal("localhost", kept.GetProperty("RelyingPartyId").GetString());
        Assert.Equal("platform", kept.GetProperty("AuthenticatorAttachment").GetString());
        Assert.Contains("internal", kept.GetProperty("AuthenticatorTransports").EnumerateArray().Select(way => way.GetString()));
        var held = Assert.Single(await key.Held());
        Assert.Equal(Convert.FromBase64String(held.GetProperty("credentialId").GetString()!), Decoded(kept.GetProperty("CredentialId")));
        Assert.True(held.GetProperty("isResidentCredential").GetBoolean());

        Assert.Equal("InvalidStateError", (await Register(page, token)).GetProperty("page").GetString());
    }

    [Fact]
    public async Task The_passkey_signs_in_once_for_each_challenge()
    {
        var token = await Person("eva");
        var (page, _) = await Open();
        await Register(page, token);
        var client = (await server.Cognito.Admin("CreateUserPoolClient", new
        {
            UserPoolId = scene.PoolId, ClientName = "passkeys", ExplicitAuthFlows = new[] { "ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH" },
        })).Member("UserPoolClient", "ClientId");

        var (asked, session) = await Begin(client);
        var proof = await page.EvaluateAsync<string>(SignIn, asked);
        var answer = await Prove(client, session, proof);
        Assert.NotEmpty(answer.Member("AuthenticationResult", "AccessToken"));

        Assert.Equal("NotAuthorizedException", (await Prove(client, session, proof)).Error);
        Assert.Equal("NotAuthorizedException", (await Prove(client, (await Begin(client)).Session, proof)).Error);
        (asked, session) = await Begin(client);
        Assert.NotEmpty((await Prove(client, session, await page.EvaluateAsync<string>(SignIn, asked))).Member("AuthenticationResult", "IdToken"));
    }

    [Fact]
    public async Task A_person_the_authenticator_does_not_know_is_refused_where_the_pool_wants_them_known()
    {
        await Configure("localhost", "required");
        var token = await Person("bob");
        var (page, key) = await Open();
        await key.Recognise(false);

        Assert.Equal("NotAllowedError", (await Register(page, token)).GetProperty("page").GetString());

        await key.Recognise(true);
        Assert.Equal(200, (await Register(page, token)).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_browser_makes_none_for_the_domain_of_somebody_else()
    {
        await Configure("example.com", "preferred");
        var token = await Person("cid");
        var (page, _) = await Open();

        Assert.Equal("SecurityError", (await Register(page, token)).GetProperty("page").GetString());
    }

    [Fact]
    public async Task What_was_changed_on_the_way_is_refused_and_the_challenge_with_it()
    {
        var token = await Person("dan");
        var (page, _) = await Open();

        var answer = await Register(page, token, bend: true);

        Assert.Equal(400, answer.GetProperty("status").GetInt32());
        Assert.StartsWith("WebAuthn", answer.GetProperty("__type").GetString(), StringComparison.Ordinal);
        var listed = await server.Cognito.Call("ListWebAuthnCredentials", new { AccessToken = token });
        Assert.Equal(0, listed.Body.GetProperty("Credentials").GetArrayLength());
    }

    private async Task<(string Options, string Session)> Begin(string client)
    {
        var asked = await server.Cognito.Call("InitiateAuth", new
        {
            ClientId = client, AuthFlow = "USER_AUTH", AuthParameters = new { USERNAME = "eva", PREFERRED_CHALLENGE = "WEB_AUTHN" },
        });
        return (asked.Member("ChallengeParameters", "CREDENTIAL_REQUEST_OPTIONS"), asked.Member("Session"));
    }

    private Task<Answer> Prove(string client, string session, string credential) => server.Cognito.Call("RespondToAuthChallenge", new
    {
        ClientId = client, ChallengeName = "WEB_AUTHN", Session = session, ChallengeResponses = new { USERNAME = "eva", CREDENTIAL = credential },
    });

    private static byte[] Decoded(JsonElement text) => System.Buffers.Text.Base64Url.DecodeFromChars(text.GetString()!);

    private async Task<JsonElement> Register(IPage page, string token, bool bend = false) =>
        (await page.EvaluateAsync<JsonElement?>(Script, new { endpoint = plan.Endpoint, token, bend }))!.Value;

    private async Task<string> Person(string name)
    {
        await scene.Add(server.Cognito, name);
        return (await scene.TokensOf(server.Cognito, name)).Access;
    }

    private async Task<(IPage Page, BrowserKey Key)> Open()
    {
        var page = await browser.Window(800, 600);
        await page.GotoAsync(app.Address);
        return (page, await BrowserKey.Plug(page));
    }

    private async Task Configure(string party, string verification)
    {
        var factors = new[] { "PASSWORD", "WEB_AUTHN" };
        var policy = new { UserPoolId = scene.PoolId, Policies = new { SignInPolicy = new { AllowedFirstAuthFactors = factors } } };
        Assert.True((await server.Cognito.Admin("UpdateUserPool", policy)).Succeeded);
        var passkeys = new { RelyingPartyId = party, UserVerification = verification };
        var set = await server.Cognito.Admin("SetUserPoolMfaConfig", new { UserPoolId = scene.PoolId, WebAuthnConfiguration = passkeys });
        Assert.True(set.Succeeded, set.Text);
    }
}
