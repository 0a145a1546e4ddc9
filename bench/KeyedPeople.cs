using System.Text.Json;
using Gatehouse.Tests.UserPools;

namespace Gatehouse.Bench;

/// <summary>People who sign in by passkey, each with one that is made in software.</summary>
public static class KeyedPeople
{
    private const string Party = "example.com";
    private const int Count = 200;
    private static readonly string[] Factors = ["PASSWORD", "WEB_AUTHN"];

    /// <summary>Makes them and the call that signs one of them in.</summary>
    public static async Task<Func<int, Task>> SignIns(Server server, People others)
    {
        var people = await People.Make(server, Count, "ALLOW_USER_AUTH");
        await server.Admin("UpdateUserPool", new { UserPoolId = people.PoolId, Policies = new { SignInPolicy = new { AllowedFirstAuthFactors = Factors } } });
        await server.Admin("SetUserPoolMfaConfig", new
        {
            UserPoolId = people.PoolId, WebAuthnConfiguration = new { RelyingPartyId = Party, UserVerification = "required" },
        });
        var keys = people.All.Select(_ => new SoftAuthenticator($"https://{Party}", Party)).ToList();
        await Parallel.ForAsync(0, Count, async (i, _) => await Register(server, people.All[i], keys[i]));
        var begins = people.All.Select(person => JsonSerializer.SerializeToUtf8Bytes(new
        {
            people.ClientId, AuthFlow = "USER_AUTH", AuthParameters = new { USERNAME = person.Name, PREFERRED_CHALLENGE = "WEB_AUTHN" },
        })).ToList();
        return async i =>
        {
            var who = i % Count;
            var asked = JsonSerializer.Deserialize<JsonElement>(await server.Call("InitiateAuth", begins[who]));
            var proof = keys[who].Prove(asked.GetProperty("ChallengeParameters").GetProperty("CREDENTIAL_REQUEST_OPTIONS").GetString()!);
            await server.Call("RespondToAuthChallenge", JsonSerializer.SerializeToUtf8Bytes(new
            {
                people.ClientId,
                ChallengeName = "WEB_AUTHN",
                Session = asked.GetProperty("Session").GetString(),
                ChallengeResponses = new { USERNAME = people.All[who].Name, CREDENTIAL = proof.GetRawText() },
            }));
        };
    }

    private static async Task Register(Server server, Person person, SoftAuthenticator key)
    {
        var started = await server.Call("StartWebAuthnRegistration", JsonSerializer.SerializeToUtf8Bytes(new { AccessToken = person.Access }));
        var made = key.Make(JsonSerializer.Deserialize<JsonElement>(started).GetProperty("CredentialCreationOptions"));
        await server.Call("CompleteWebAuthnRegistration", JsonSerializer.SerializeToUtf8Bytes(new { AccessToken = person.Access, Credential = made }));
    }
}
