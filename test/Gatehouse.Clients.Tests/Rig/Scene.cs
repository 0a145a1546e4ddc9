namespace Gatehouse.Clients.Tests.Rig;

/// <summary>A pool with one client on a server, and people who join it.</summary>
/// <param name="PoolId">The pool.</param>
/// <param name="ClientId">The client; it may use every password flow.</param>
public sealed record Scene(string PoolId, string ClientId)
{
    /// <summary>A password every pool accepts.</summary>
    public const string Password = "Correct-horse-7";

    private static readonly string[] Flows =
        ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];

    /// <summary>Makes a pool that proves mailboxes, or other addresses, and a client of it.</summary>
    public static async Task<Scene> Make(Cognito cognito, string proves = "email")
    {
        var pool = (await cognito.Admin("CreateUserPool", new { PoolName = "scene", AutoVerifiedAttributes = new[] { proves } })).Member("UserPool", "Id");
        var client = await cognito.Admin("CreateUserPoolClient", new { UserPoolId = pool, ClientName = "app", ExplicitAuthFlows = Flows });
        return new Scene(pool, client.Member("UserPoolClient", "ClientId"));
    }

    /// <summary>The mailbox of a person.</summary>
    public static string MailOf(string name) => name + "@example.com";

    /// <summary>Signs a person up.</summary>
    public Task<Answer> SignUp(Cognito cognito, string name) => cognito.Call("SignUp", new
    {
        ClientId, Username = name, Password, UserAttributes = new[] { new { Name = "email", Value = MailOf(name) } },
    });

    /// <summary>Adds a person who is confirmed.</summary>
    public async Task Add(Cognito cognito, string name)
    {
        Assert.True((await SignUp(cognito, name)).Succeeded);
        Assert.True((await cognito.Admin("AdminConfirmSignUp", new { UserPoolId = PoolId, Username = name })).Succeeded);
    }

    /// <summary>Signs in by password.</summary>
    public Task<Answer> SignIn(Cognito cognito, string name, string password = Password) => cognito.Call("InitiateAuth", new
    {
        ClientId, AuthFlow = "USER_PASSWORD_AUTH", AuthParameters = new { USERNAME = name, PASSWORD = password },
    });

    /// <summary>Signs in by password and gives the tokens.</summary>
    public async Task<Tokens> TokensOf(Cognito cognito, string name)
    {
        var answer = await SignIn(cognito, name);
        string Token(string kind) => answer.Member("AuthenticationResult", kind);
        return new Tokens(Token("AccessToken"), Token("IdToken"), Token("RefreshToken"));
    }

    /// <summary>Gets new tokens.</summary>
    public Task<Answer> Refresh(Cognito cognito, string refreshToken) => cognito.Call("InitiateAuth", new
    {
        ClientId, AuthFlow = "REFRESH_TOKEN_AUTH", AuthParameters = new { REFRESH_TOKEN = refreshToken },
    });

    /// <summary>What is known of a person.</summary>
    public Task<Answer> Look(Cognito cognito, string name) => cognito.Admin("AdminGetUser", new { UserPoolId = PoolId, Username = name });
}

/// <summary>The tokens of a sign-in.</summary>
/// <param name="Access">Lets act for the person.</param>
/// <param name="Id">Tells who it is.</param>
/// <param name="Refresh">Gets new ones.</param>
public sealed record Tokens(string Access, string Id, string Refresh);
