using System.Text.Json;
using Gatehouse.Identity;

namespace Gatehouse.Bench;

/// <summary>People who sign in by password and by the code of an authenticator. A code works once, so there are many of them.</summary>
public static class CodedPeople
{
    private static readonly int Count = 500 * Environment.ProcessorCount;

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30;

    /// <summary>Makes them and the call that signs one of them in.</summary>
    public static async Task<Func<int, Task>> SignIns(Server server, People others)
    {
        var people = await People.Make(server, Count);
        await server.Admin("SetUserPoolMfaConfig", new
        {
            UserPoolId = people.PoolId, MfaConfiguration = "OPTIONAL", SoftwareTokenMfaConfiguration = new { Enabled = true },
        });
        var shown = new Authenticator[Count];
        await Parallel.ForAsync(0, Count, async (i, _) => shown[i] = await SetUp(server, people.All[i]));
        var begins = people.All.Select(person => People.SignIn(people.ClientId, person.Name)).ToList();
        return async i =>
        {
            var who = i % Count;
            var asked = JsonSerializer.Deserialize<JsonElement>(await server.Call("InitiateAuth", begins[who]));
            await server.Call("RespondToAuthChallenge", JsonSerializer.SerializeToUtf8Bytes(new
            {
                people.ClientId,
                ChallengeName = "SOFTWARE_TOKEN_MFA",
                Session = asked.GetProperty("Session").GetString(),
                ChallengeResponses = new { USERNAME = people.All[who].Name, SOFTWARE_TOKEN_MFA_CODE = shown[who].Next() },
            }));
        };
    }

    private static async Task<Authenticator> SetUp(Server server, Person person)
    {
        var given = await Call("AssociateSoftwareToken", new { AccessToken = person.Access });
        var authenticator = new Authenticator(Base32(given.GetProperty("SecretCode").GetString()!));
        await Call("VerifySoftwareToken", new { AccessToken = person.Access, UserCode = authenticator.Next() });
        await Call("SetUserMFAPreference", new { AccessToken = person.Access, SoftwareTokenMfaSettings = new { Enabled = true, PreferredMfa = true } });
        return authenticator;

        async Task<JsonElement> Call(string operation, object input) =>
            JsonSerializer.Deserialize<JsonElement>(await server.Call(operation, JsonSerializer.SerializeToUtf8Bytes(input)));
    }

    private static byte[] Base32(string text)
    {
        var (bytes, kept, bits) = (new List<byte>(), 0, 0);
        foreach (var letter in text.TrimEnd('='))
        {
            kept = (kept << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal);
            bits += 5;
            if (bits < 8)
                continue;
            bits -= 8;
            bytes.Add((byte)(kept >> bits));
            kept &= (1 << bits) - 1;
        }

        return [.. bytes];
    }

    // Shows the code of the oldest time step that the server still takes and has not seen.
    private sealed class Authenticator(byte[] secret)
    {
        private long last;

        public string Next()
        {
            last = Math.Max(last + 1, Now - 1);
            return last <= Now + 1 ? Totp.Code(secret, last) : throw new InvalidOperationException("There are too few people: somebody has no code left.");
        }
    }
}
