using System.Text.Json;

namespace Gatehouse.Bench;

/// <summary>A person who can sign in, and who has.</summary>
/// <param name="Name">The user name.</param>
/// <param name="Access">An access token.</param>
/// <param name="Refresh">A refresh token.</param>
/// <param name="Id">An ID token.</param>
public sealed record Person(string Name, string Access, string Refresh, string Id);

/// <summary>A pool, a client and confirmed people on a server.</summary>
/// <param name="PoolId">The pool.</param>
/// <param name="ClientId">The client.</param>
/// <param name="All">The people.</param>
public sealed record People(string PoolId, string ClientId, IReadOnlyList<Person> All)
{
    /// <summary>Everybody's password.</summary>
    public const string Password = "Correct-horse-7";

    private static readonly string[] Flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];

    /// <summary>Makes them, in a pool of their own.</summary>
    /// <param name="server">Where.</param>
    /// <param name="count">How many.</param>
    /// <param name="more">Flows that the client may use beside those of passwords.</param>
    public static async Task<People> Make(Server server, int count, params string[] more)
    {
        var pool = (await server.Admin("CreateUserPool", new { PoolName = "bench" })).GetProperty("UserPool").GetProperty("Id").GetString()!;
        var client = (await server.Admin("CreateUserPoolClient", new { UserPoolId = pool, ClientName = "bench", ExplicitAuthFlows = (string[])[.. Flows, .. more] }))
            .GetProperty("UserPoolClient").GetProperty(nameof(ClientId)).GetString()!;
        var all = new Person[count];
        await Parallel.ForAsync(0, count, async (i, _) => all[i] = await Join(server, pool, client, $"person-{i}@example.com"));
        return new People(pool, client, all);
    }

    /// <summary>The body of a sign-up.</summary>
    public static byte[] SignUp(string client, string name) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        ClientId = client, Username = name, Password, UserAttributes = new[] { new { Name = "email", Value = name } },
    });

    /// <summary>The body of a sign-in by password.</summary>
    public static byte[] SignIn(string client, string name) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        ClientId = client, AuthFlow = "USER_PASSWORD_AUTH", AuthParameters = new { USERNAME = name, PASSWORD = Password },
    });

    private static async Task<Person> Join(Server server, string pool, string client, string name)
    {
        await server.Call("SignUp", SignUp(client, name));
        await server.Admin("AdminConfirmSignUp", new { UserPoolId = pool, Username = name });
        var answer = JsonSerializer.Deserialize<JsonElement>(await server.Call("InitiateAuth", SignIn(client, name))).GetProperty("AuthenticationResult");
        return new Person(name, answer.GetProperty("AccessToken").GetString()!, answer.GetProperty("RefreshToken").GetString()!, answer.GetProperty("IdToken").GetString()!);
    }
}
