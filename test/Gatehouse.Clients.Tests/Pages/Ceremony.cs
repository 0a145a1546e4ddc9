using System.Text.Json;
using Gatehouse.Clients.Tests.Rig;
using Microsoft.Playwright;

namespace Gatehouse.Clients.Tests.Pages;

/// <summary>Passkeys on the page of an application, honest or not: what it asks the browser, it may have changed.</summary>
internal static class Ceremony
{
    private const string Making =
        """
        async ({ options, changed }) => {
          const asked = { ...JSON.parse(options), ...changed };
          return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
            .then((credential) => credential.toJSON(), (error) => ({ error: error.name }));
        }
        """;

    private const string Proving =
        """
        async ({ options, changed }) => {
          const asked = { ...JSON.parse(options), ...changed };
          return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) })
            .then((credential) => JSON.stringify(credential.toJSON()), (error) => error.name);
        }
        """;

    /// <summary>Lets a page make a passkey; what it made, or <c>error</c> with the name of the browser's error.</summary>
    public static async Task<JsonElement> Make(IPage page, Cognito cognito, string token, object? changed = null)
    {
        var started = await cognito.Call("StartWebAuthnRegistration", new { AccessToken = token });
        var options = started.Body.GetProperty("CredentialCreationOptions").GetRawText();
        return (await page.EvaluateAsync<JsonElement?>(Making, new { options, changed }))!.Value;
    }

    /// <summary>Sends what a page made.</summary>
    public static Task<Answer> Register(Cognito cognito, string token, JsonElement credential) =>
        cognito.Call("CompleteWebAuthnRegistration", new { AccessToken = token, Credential = credential });

    /// <summary>Makes a passkey and registers it.</summary>
    public static async Task Register(IPage page, Cognito cognito, string token)
    {
        var answer = await Register(cognito, token, await Make(page, cognito, token));
        Assert.True(answer.Succeeded, answer.Text);
    }

    /// <summary>Begins to sign in with a passkey.</summary>
    public static async Task<Challenge> Begin(Cognito cognito, Scene scene, string name)
    {
        var asked = await cognito.Call("InitiateAuth", new
        {
            scene.ClientId, AuthFlow = "USER_AUTH", AuthParameters = new { USERNAME = name, PREFERRED_CHALLENGE = "WEB_AUTHN" },
        });
        Assert.Equal("WEB_AUTHN", asked.Member("ChallengeName"));
        return new Challenge(scene, name, asked.Member("ChallengeParameters", "CREDENTIAL_REQUEST_OPTIONS"), asked.Member("Session"));
    }

    /// <summary>Lets a page, or one inside it, prove a passkey; the proof, or the name of the browser's error.</summary>
    public static Task<string> Prove(IFrame frame, Challenge challenge, object? changed = null) =>
        frame.EvaluateAsync<string>(Proving, new { options = challenge.Options, changed });

    /// <summary>The same on the page itself.</summary>
    public static Task<string> Prove(IPage page, Challenge challenge, object? changed = null) => Prove(page.MainFrame, challenge, changed);

    /// <summary>Sends a proof.</summary>
    public static Task<Answer> Answer(Cognito cognito, Challenge challenge, string credential) => cognito.Call("RespondToAuthChallenge", new
    {
        challenge.Scene.ClientId, ChallengeName = "WEB_AUTHN", challenge.Session,
        ChallengeResponses = new { USERNAME = challenge.Name, CREDENTIAL = credential },
    });

    /// <summary>Signs in with a passkey on the page.</summary>
    public static async Task<Answer> SignIn(IPage page, Cognito cognito, Scene scene, string name)
    {
        var challenge = await Begin(cognito, scene, name);
        return await Answer(cognito, challenge, await Prove(page, challenge));
    }
}

/// <summary>A sign-in that waits for a passkey.</summary>
internal sealed record Challenge(Scene Scene, string Name, string Options, string Session);
