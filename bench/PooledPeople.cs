using System.Globalization;
using System.Text.Json;

namespace Gatehouse.Bench;

/// <summary>People of a user pool who come to a pool of identities by their ID tokens, which give them a role.</summary>
/// <param name="PoolId">The pool of identities.</param>
/// <param name="Role">The ARN of the role.</param>
/// <param name="Logins">What each of them shows: an ID token by the name of its provider.</param>
/// <param name="Identities">Who each of them is.</param>
public sealed record PooledPeople(string PoolId, string Role, IReadOnlyList<Dictionary<string, string>> Logins, IReadOnlyList<string> Identities)
{
    /// <summary>Each asks for the identity that they have.</summary>
    public static async Task<Func<int, Task>> Ids(Server server, People people)
    {
        var pooled = await Make(server, people);
        var bodies = pooled.Bodies(i => new { IdentityPoolId = pooled.PoolId, Logins = pooled.Logins[i] });
        return i => server.Identity("GetId", bodies[i % bodies.Count]);
    }

    /// <summary>Each gets a token of the pool.</summary>
    public static async Task<Func<int, Task>> Tokens(Server server, People people)
    {
        var bodies = (await Make(server, people)).OfIdentities();
        return i => server.Identity("GetOpenIdToken", bodies[i % bodies.Count]);
    }

    /// <summary>Each gets credentials.</summary>
    public static async Task<Func<int, Task>> Credentials(Server server, People people)
    {
        var bodies = (await Make(server, people)).OfIdentities();
        return i => server.Identity("GetCredentialsForIdentity", bodies[i % bodies.Count]);
    }

    /// <summary>Each takes on the role by a token of the pool.</summary>
    public static async Task<Func<int, Task>> Roles(Server server, People people)
    {
        var pooled = await Make(server, people);
        var bodies = pooled.OfIdentities();
        var forms = new List<string>();
        foreach (var body in bodies)
        {
            var token = JsonSerializer.Deserialize<JsonElement>(await server.Identity("GetOpenIdToken", body)).GetProperty("Token").GetString()!;
            forms.Add($"&RoleArn={Uri.EscapeDataString(pooled.Role)}&RoleSessionName=bench&WebIdentityToken={token}");
        }

        return i => server.Form("AssumeRoleWithWebIdentity", forms[i % forms.Count]);
    }

    private static async Task<PooledPeople> Make(Server server, People people)
    {
        var provider = string.Create(CultureInfo.InvariantCulture, $"cognito-idp.{people.PoolId.Split('_')[0]}.amazonaws.com/{people.PoolId}");
        var poolId = (await server.IdentityAdmin("CreateIdentityPool", new
        {
            IdentityPoolName = "bench",
            AllowUnauthenticatedIdentities = false,
            AllowClassicFlow = true,
            CognitoIdentityProviders = new[] { new { ProviderName = provider, people.ClientId } },
        })).GetProperty("IdentityPoolId").GetString()!;
        var trust = $$$"""
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity",
             "Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"{{{poolId}}}"},"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"} } } }
            """;
        var (name, role) = ($"bench-{poolId[^12..]}", $"arn:aws:iam::000000000000:role/bench-{poolId[^12..]}");
        await server.IamAdmin("CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", trust));
        await server.IdentityAdmin("SetIdentityPoolRoles", new { IdentityPoolId = poolId, Roles = new { authenticated = role } });
        var logins = people.All.Select(person => new Dictionary<string, string> { [provider] = person.Id }).ToArray();
        var identities = new string[logins.Length];
        await Parallel.ForAsync(0, logins.Length, async (i, _) => identities[i] = JsonSerializer.Deserialize<JsonElement>(
            await server.Identity("GetId", JsonSerializer.SerializeToUtf8Bytes(new { IdentityPoolId = poolId, Logins = logins[i] }))).GetProperty("IdentityId").GetString()!);
        return new(poolId, role, logins, identities);
    }

    private List<byte[]> OfIdentities() => Bodies(i => new { IdentityId = Identities[i], Logins = Logins[i] });

    private List<byte[]> Bodies(Func<int, object> body) => [.. Enumerable.Range(0, Logins.Count).Select(i => JsonSerializer.SerializeToUtf8Bytes(body(i)))];
}
