using System.Text.Json;

namespace Gatehouse.Bench;

/// <summary>One thing that is done over and over.</summary>
/// <param name="Name">For people.</param>
/// <param name="PeerHasIt">The peer can do it too.</param>
/// <param name="Arithmetic">The processor time that its cryptography takes at best; null when it has next to none.</param>
/// <param name="Target">The share of the arithmetic limit it is to reach; null when there is no target.</param>
/// <param name="Prepare">Makes what it needs and the call, which is given a number of its own each time.</param>
public sealed record Scenario(
    string Name, bool PeerHasIt, Func<Limits, TimeSpan>? Arithmetic, double? Target, Func<Server, People, Task<Func<int, Task>>> Prepare)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("sign-up", true, limits => limits.Hash + limits.Power, null, Of(SignUps)),
        new("sign-in by password", true, limits => limits.Hash + 2 * limits.Signature, 0.85, Of(SignIns)),
        new("sign-in by SRP", false, limits => 3 * limits.Power + 2 * limits.Signature, 0.60, Of(SrpSignIns)),
        new("sign-in by password and authenticator", false, limits => limits.Hash + 2 * limits.Signature, 0.80, CodedPeople.SignIns),
        new("sign-in by passkey", false, limits => limits.Verification + 2 * limits.Signature, 0.50, KeyedPeople.SignIns),
        new("refresh", true, limits => 2 * limits.Signature, 0.70, Of(Refreshes)),
        new("GetUser", true, null, null, Of(Looks)),
        new("GetId", false, limits => limits.Check, null, PooledPeople.Ids),
        new("GetOpenIdToken", false, limits => limits.Check + limits.Signature, null, PooledPeople.Tokens),
        new("GetCredentialsForIdentity", false, limits => limits.Check, null, PooledPeople.Credentials),
        new("AssumeRoleWithWebIdentity", false, limits => limits.Check, null, PooledPeople.Roles),
    ];

    private static Func<Server, People, Task<Func<int, Task>>> Of(Func<Server, People, Func<int, Task>> make) =>
        (server, people) => Task.FromResult(make(server, people));

    private static Func<int, Task> SignUps(Server server, People people) => i => server.Call("SignUp", People.SignUp(people.ClientId, $"newcomer-{i}@example.com"));

    private static Func<int, Task> SignIns(Server server, People people)
    {
        var bodies = people.All.Select(person => People.SignIn(people.ClientId, person.Name)).ToList();
        return i => server.Call("InitiateAuth", bodies[i % bodies.Count]);
    }

    private static Func<int, Task> SrpSignIns(Server server, People people)
    {
        var client = new SrpClient();
        return i => client.SignIn(server, people, people.All[i % people.All.Count]);
    }

    private static Func<int, Task> Refreshes(Server server, People people)
    {
        var bodies = people.All.Select(person => JsonSerializer.SerializeToUtf8Bytes(new
        {
            people.ClientId, AuthFlow = "REFRESH_TOKEN_AUTH", AuthParameters = new { REFRESH_TOKEN = person.Refresh },
        })).ToList();
        return i => server.Call("InitiateAuth", bodies[i % bodies.Count]);
    }

    private static Func<int, Task> Looks(Server server, People people)
    {
        var bodies = people.All.Select(person => JsonSerializer.SerializeToUtf8Bytes(new { AccessToken = person.Access })).ToList();
        return i => server.Call("GetUser", bodies[i % bodies.Count]);
    }
}
