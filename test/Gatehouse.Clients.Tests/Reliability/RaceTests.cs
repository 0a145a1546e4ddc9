using Gatehouse.Clients.Tests.Rig;
using Gatehouse.Identity;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>Servers on one store, as many as the store can have, and a pool in which everything can be raced for.</summary>
public sealed class RaceTrack<TStore> : IAsyncLifetime
    where TStore : IStore, new()
{
    private static readonly string[] Mail = ["email"];
    private static readonly string[] FirstFactors = ["PASSWORD", "EMAIL_OTP"];
    private static readonly string[] Flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH"];

    private readonly TStore store = new();
    private readonly List<ServerPlan> plans = [];
    private readonly List<ServerProcess> servers = [];
    private Scene? scene;

    /// <summary>The first of the servers.</summary>
    public Cognito Here => servers[0].Cognito;

    /// <summary>The pool and its client, which rotates refresh tokens without grace.</summary>
    public Scene Scene => scene!;

    /// <summary>Makes a call many times at once, through every server.</summary>
    public Task<Answer[]> AtOnce(Func<Cognito, Task<Answer>> call, int crowd) =>
        Task.WhenAll(Enumerable.Range(0, crowd).Select(i => Task.Run(() => call(servers[i % servers.Count].Cognito))));

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        for (var node = 0; node < (typeof(TStore) == typeof(PostgresStore) ? 2 : 1); node++)
        {
            plans.Add(await store.Plan());
            servers.Add(await ServerProcess.Start(plans[node]));
        }

        var pool = (await Here.Admin("CreateUserPool", new
        {
            PoolName = "races", AutoVerifiedAttributes = Mail, Policies = new { SignInPolicy = new { AllowedFirstAuthFactors = FirstFactors } },
        })).Member("UserPool", "Id");
        Assert.True((await Here.Admin("SetUserPoolMfaConfig", new
        {
            UserPoolId = pool, MfaConfiguration = "OPTIONAL", SoftwareTokenMfaConfiguration = new { Enabled = true },
        })).Succeeded);
        var client = await Here.Admin("CreateUserPoolClient", new
        {
            UserPoolId = pool, ClientName = "app", ExplicitAuthFlows = Flows, RefreshTokenRotation = new { Feature = "ENABLED", RetryGracePeriodSeconds = 0 },
        });
        scene = new Scene(pool, client.Member("UserPoolClient", "ClientId"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
            await server.DisposeAsync();

        plans.ForEach(plan => plan.Dispose());
        await store.DisposeAsync();
    }
}

/// <summary>What can be done once, asked for by many at the same moment, through every node there is: exactly one has it.</summary>
[Collection(Alone.Name)]
public abstract class RaceTests<TStore>(RaceTrack<TStore> track)
    where TStore : IStore, new()
{
    private static readonly int Crowd = Long.Or(32, 200);
    private static readonly int Rounds = Long.Or(1, 50);
    private static int people;

    private Cognito Here => track.Here;

    private Scene Scene => track.Scene;

    [Fact]
    public Task A_name_that_is_taken() => OneWins(name => Task.FromResult<Func<Cognito, Task<Answer>>>(at => Scene.SignUp(at, name)));

    [Fact]
    public Task A_code_that_ends_a_sign_up() => OneWins(async name =>
    {
        Assert.True((await Scene.SignUp(Here, name)).Succeeded);
        var code = await Here.CodeFor(Scene.MailOf(name));
        return at => at.Call("ConfirmSignUp", new { Scene.ClientId, Username = name, ConfirmationCode = code });
    });

    [Fact]
    public Task A_code_that_recovers_a_password() => OneWins(async name =>
    {
        await Proven(name);
        Assert.True((await Here.Call("ForgotPassword", new { Scene.ClientId, Username = name })).Succeeded);
        var code = await Here.CodeFor(Scene.MailOf(name));
        return at => at.Call("ConfirmForgotPassword", new { Scene.ClientId, Username = name, ConfirmationCode = code, Password = "Battery-staple-8" });
    });

    [Fact]
    public Task A_code_that_signs_in() => OneWins(async name =>
    {
        await Proven(name);
        var asked = await Here.Call("InitiateAuth", new
        {
            Scene.ClientId, AuthFlow = "USER_AUTH", AuthParameters = new { USERNAME = name, PREFERRED_CHALLENGE = "EMAIL_OTP" },
        });
        var code = await Here.CodeFor(Scene.MailOf(name));
        return Answering("EMAIL_OTP", asked.Member("Session"), new { USERNAME = name, EMAIL_OTP_CODE = code });
    });

    [Fact]
    public Task A_password_in_place_of_a_temporary_one() => OneWins(async name =>
    {
        await Proven(name);
        Assert.True((await Here.Admin("AdminSetUserPassword", new { UserPoolId = Scene.PoolId, Username = name, Scene.Password, Permanent = false })).Succeeded);
        var asked = await Scene.SignIn(Here, name);
        return Answering("NEW_PASSWORD_REQUIRED", asked.Member("Session"), new { USERNAME = name, NEW_PASSWORD = "Battery-staple-8" });
    });

    [Fact]
    public Task The_first_code_of_an_authenticator_and_the_next_at_sign_in() => OneWins(async name =>
    {
        await Proven(name);
        var tokens = await Scene.TokensOf(Here, name);
        var secret = Bits((await Here.Call("AssociateSoftwareToken", new { AccessToken = tokens.Access })).Member("SecretCode"));
        var step = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30;
        var proofs = await track.AtOnce(at => at.Call("VerifySoftwareToken", new { AccessToken = tokens.Access, UserCode = Totp.Code(secret, step) }), 15);
        Assert.Single(proofs, answer => answer.Succeeded);
        Assert.True((await Here.Call("SetUserMFAPreference", new { AccessToken = tokens.Access, SoftwareTokenMfaSettings = new { Enabled = true } })).Succeeded);
        var asked = await Scene.SignIn(Here, name);
        return Answering("SOFTWARE_TOKEN_MFA", asked.Member("Session"), new { USERNAME = name, SOFTWARE_TOKEN_MFA_CODE = Totp.Code(secret, step + 1) });
    });

    [Fact]
    public Task A_refresh_token_that_is_exchanged() => OneWins(async name =>
    {
        await Proven(name);
        var tokens = await Scene.TokensOf(Here, name);
        return at => at.Call("GetTokensFromRefreshToken", new { Scene.ClientId, RefreshToken = tokens.Refresh });
    });

    [Fact]
    public async Task Of_wrong_passwords_no_more_are_judged_than_the_lock_allows()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var name = NewName();
            await Proven(name);
            var answers = await track.AtOnce(at => Scene.SignIn(at, name, "Wrong-horse-7"), Crowd);
            var judged = answers.Count(answer => answer.Text.Contains("Incorrect username or password.", StringComparison.Ordinal));

            // Five, and one more for each lock that ran out: after a second, after two more, after four.
            Assert.InRange(judged, 1, 5 + (int)Math.Log2(1 + answers.Max(answer => answer.Took).TotalSeconds));
            Assert.All(answers, answer => Assert.Equal("NotAuthorizedException", answer.Error));
        }
    }

    [Fact]
    public async Task Nobody_who_is_deleted_while_they_sign_in_stays_signed_in()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var name = NewName();
            await Proven(name);
            var signIns = track.AtOnce(at => Scene.SignIn(at, name), Crowd);
            var gone = await Here.Admin("AdminDeleteUser", new { UserPoolId = Scene.PoolId, Username = name });
            Assert.True(gone.Succeeded);
            foreach (var answer in (await signIns).Where(answer => answer.Succeeded))
                Assert.False((await Here.Call("GetUser", new { AccessToken = answer.Member("AuthenticationResult", "AccessToken") })).Succeeded);
        }
    }

    private async Task OneWins(Func<string, Task<Func<Cognito, Task<Answer>>>> prepare)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var call = await prepare(NewName());
            var answers = await track.AtOnce(call, Crowd);
            Assert.DoesNotContain(answers, answer => answer.Status >= 500);
            Assert.Single(answers, answer => answer.Succeeded);
            Assert.False((await call(Here)).Succeeded);
        }
    }

    private static string NewName() => $"person-{Interlocked.Increment(ref people)}";

    private Func<Cognito, Task<Answer>> Answering(string challenge, string session, object responses) =>
        at => at.Call("RespondToAuthChallenge", new { Scene.ClientId, ChallengeName = challenge, Session = session, ChallengeResponses = responses });

    private async Task Proven(string name)
    {
        Assert.True((await Scene.SignUp(Here, name)).Succeeded);
        var code = await Here.CodeFor(Scene.MailOf(name));
        Assert.True((await Here.Call("ConfirmSignUp", new { Scene.ClientId, Username = name, ConfirmationCode = code })).Succeeded);
    }

    private static byte[] Bits(string base32)
    {
        var bits = string.Concat(base32.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}

/// <summary>On one node with SQLite.</summary>
public sealed class RaceOnSqliteTests(RaceTrack<SqliteStore> track) : RaceTests<SqliteStore>(track), IClassFixture<RaceTrack<SqliteStore>>;

/// <summary>On two nodes that share PostgreSQL.</summary>
public sealed class RaceOnPostgresTests(RaceTrack<PostgresStore> track) : RaceTests<PostgresStore>(track), IClassFixture<RaceTrack<PostgresStore>>;
