using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Security;

/// <summary>A run through the operations in which everything that must stay secret is known, so that it can be looked for afterwards.</summary>
public sealed class MarkedRun(ServerProcess server)
{
    private const string Name = "marked-name";
    private readonly List<string> secrets = [server.Plan.MasterKey, server.Plan.SecretAccessKey];
    private readonly List<string> personal = [];

    private Cognito Cognito => server.Cognito;

    /// <summary>What nobody may find, in a log or in a file: passwords, tokens, sessions, client secrets, codes in their sentences.</summary>
    public IReadOnlyList<string> Secrets => secrets;

    /// <summary>What may be in the store and not in a log: addresses, names, attribute values.</summary>
    public IReadOnlyList<string> Personal => personal;

    /// <summary>Goes through everything, what is refused included.</summary>
    public async Task Go()
    {
        var scene = await Scene.Make(Cognito);
        await ByPeople(scene);
        await ByAdministrators(scene);
        await WithClientSecret(scene);
        await BySrp(scene);
        await Refused(scene);
        await Malformed();
    }

    private async Task ByPeople(Scene scene)
    {
        var mail = Person("marker-mailbox-1@example.com");
        await Done(Cognito.Call("SignUp", new
        {
            scene.ClientId, Username = Person(Name), Password = Secret("Marker-password-1"),
            UserAttributes = new[] { new { Name = "email", Value = mail }, new { Name = "address", Value = Person("marker-address-1") } },
        }));
        await Done(Cognito.Call("ConfirmSignUp", new { scene.ClientId, Username = Name, ConfirmationCode = await Code(mail) }));
        var tokens = Keep(await scene.SignIn(Cognito, Name, "Marker-password-1"));
        Keep(await scene.Refresh(Cognito, tokens.Refresh));
        await Done(Cognito.Call("ChangePassword", new
        {
            AccessToken = tokens.Access, PreviousPassword = "Marker-password-1", ProposedPassword = Secret("Marker-password-2"),
        }));
        await Done(Cognito.Call("UpdateUserAttributes", new
        {
            AccessToken = tokens.Access, UserAttributes = new[] { new { Name = "email", Value = Person("marker-mailbox-2@example.com") } },
        }));
        var code = await Code("marker-mailbox-2@example.com");
        await Done(Cognito.Call("VerifyUserAttribute", new { AccessToken = tokens.Access, AttributeName = "email", Code = code }));
        await Done(Cognito.Call("ForgotPassword", new { scene.ClientId, Username = Name }));
        await Done(Cognito.Call("ConfirmForgotPassword", new
        {
            scene.ClientId, Username = Name, ConfirmationCode = await Code("marker-mailbox-2@example.com"), Password = Secret("Marker-password-3"),
        }));
        Keep(await scene.SignIn(Cognito, Name, "Marker-password-3"));
    }

    private async Task ByAdministrators(Scene scene)
    {
        var mail = Person("marker-mailbox-3@example.com");
        await Done(Cognito.Admin("AdminCreateUser", new
        {
            UserPoolId = scene.PoolId, Username = Person("marked-guest"), TemporaryPassword = Secret("Marker-password-4"),
            UserAttributes = new[] { new { Name = "email", Value = mail } }, DesiredDeliveryMediums = new[] { "EMAIL" },
        }));
        var asked = await scene.SignIn(Cognito, "marked-guest", "Marker-password-4");
        await Done(Cognito.Call("RespondToAuthChallenge", new
        {
            scene.ClientId, ChallengeName = "NEW_PASSWORD_REQUIRED", Session = Secret(asked.Member("Session")),
            ChallengeResponses = new { USERNAME = "marked-guest", NEW_PASSWORD = Secret("Marker-password-5") },
        }));
        await Done(Cognito.Admin("AdminSetUserPassword", new
        {
            UserPoolId = scene.PoolId, Username = "marked-guest", Password = Secret("Marker-password-6"), Permanent = true,
        }));
        await Done(Cognito.Admin("ListUsers", new { UserPoolId = scene.PoolId, Filter = $"email = \"{mail}\"" }));
    }

    private async Task WithClientSecret(Scene scene)
    {
        var client = await Cognito.Admin("CreateUserPoolClient", new { UserPoolId = scene.PoolId, ClientName = "secret", GenerateSecret = true });
        Secret(client.Member("UserPoolClient", "ClientSecret"));
        await Cognito.Call("InitiateAuth", new
        {
            ClientId = client.Member("UserPoolClient", "ClientId"), AuthFlow = "USER_PASSWORD_AUTH",
            AuthParameters = new { USERNAME = Name, PASSWORD = "Marker-password-3", SECRET_HASH = Secret("bWFya2VyLXNlY3JldC1oYXNo") },
        });
    }

    private async Task BySrp(Scene scene)
    {
        var begun = await Cognito.Call("InitiateAuth", new
        {
            scene.ClientId, AuthFlow = "USER_SRP_AUTH", AuthParameters = new { USERNAME = Name, SRP_A = "abcdef0123456789" },
        });
        await Cognito.Call("RespondToAuthChallenge", new
        {
            scene.ClientId, ChallengeName = "PASSWORD_VERIFIER",
            ChallengeResponses = new
            {
                USERNAME = Name, PASSWORD_CLAIM_SECRET_BLOCK = Secret(begun.Member("ChallengeParameters", "SECRET_BLOCK")),
                PASSWORD_CLAIM_SIGNATURE = Secret("bWFya2VyLXNpZ25hdHVyZQ=="), TIMESTAMP = "Tue Sep 1 09:08:07 UTC 2026",
            },
        });
    }

    private async Task Refused(Scene scene)
    {
        await scene.SignIn(Cognito, Name, Secret("Marker-wrong-password"));
        await Cognito.Call("GetUser", new { AccessToken = Secret("marker.access.token") });
        await scene.Refresh(Cognito, Secret("marker-refresh-token"));
        await Cognito.Call("SignUp", new { scene.ClientId, Username = "", Password = Secret("Marker password of two broken rules ") });
        await Cognito.Call("ConfirmSignUp", new { scene.ClientId, Username = Person("marker-nobody"), ConfirmationCode = Secret("marker-code") });
        await Cognito.Call("MarkerOperation", new { Password = Secret("Marker-password-7") });
    }

    private async Task Malformed()
    {
        foreach (var body in new[] { $"{{\"Password\":\"{Secret("Marker-cut-off")}", $"[\"{Secret("Marker-in-a-list")}\"]", $"{{\"Password\":{{\"{Secret("Marker-nested")}\":1}}}}" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/?token=" + Secret("marker-query"))
            {
                Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/x-amz-json-1.1")),
            };
            request.Headers.TryAddWithoutValidation("X-Amz-Target", "AWSCognitoIdentityProviderService.SignUp");
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Secret("marker-bearer"));
            request.Headers.TryAddWithoutValidation("Cookie", "session=" + Secret("marker-cookie"));
            using var answer = await server.Http.SendAsync(request);
        }
    }

    private Tokens Keep(Answer answer)
    {
        var result = answer.Body.GetProperty("AuthenticationResult");
        string? Token(string kind) => result.TryGetProperty(kind, out var token) ? Secret(token.GetString()!) : null;
        return new Tokens(Token("AccessToken")!, Token("IdToken")!, Token("RefreshToken") ?? "");
    }

    // Six digits alone turn up by chance; the sentence around them does not.
    private async Task<string> Code(string address)
    {
        var code = await Cognito.CodeFor(address);
        Secret("code is " + code);
        return code;
    }

    private static async Task Done(Task<Answer> call)
    {
        var answer = await call;
        Assert.True(answer.Succeeded, answer.Text);
    }

    private string Secret(string value)
    {
        secrets.Add(value);
        return value;
    }

    private string Person(string value)
    {
        personal.Add(value);
        return value;
    }
}
