using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>
/// Somebody who knows and has all that a sign-in may ask of them, with a client that answers every challenge rightly: what comes of it is
/// the server's doing alone.
/// </summary>
internal sealed class Person(TestClient app, string name)
{
    private readonly World world = app.Pool.World;
    private readonly SrpProver prover = new();

    public string Name => name;

    public TestClient App => app;

    public string Mail { get; init; } = $"{name}@example.com";

    public string Phone { get; init; } = "+15550001234";

    public string Password { get; set; } = World.Password;

    /// <summary>What is chosen in place of a temporary password.</summary>
    public string NextPassword { get; set; } = World.Another;

    public AuthenticatorApp? Authenticator { get; set; }

    public SoftAuthenticator? Passkey { get; set; }

    public TestDevice? Device { get; set; }

    /// <summary>The device is named at the beginning.</summary>
    public bool NamesDevice { get; set; }

    /// <summary>A server speaks for the person.</summary>
    public bool ByServer { get; set; }

    /// <summary>Begins by a flow, up to what follows the first factor's own challenges or comes in their place.</summary>
    /// <param name="flow"><c>password</c>, <c>srp</c>, <c>choice</c>, or the challenge that is preferred.</param>
    public Task<Asked> Begin(string flow) => flow switch
    {
        "password" when ByServer => Initiate("ADMIN_USER_PASSWORD_AUTH", ("PASSWORD", Password)),
        "password" => Initiate("USER_PASSWORD_AUTH", ("PASSWORD", Password)),
        "srp" => Initiate("USER_SRP_AUTH", ("SRP_A", prover.A)),
        "choice" => Initiate("USER_AUTH"),
        _ => Initiate("USER_AUTH", ("PREFERRED_CHALLENGE", flow)),
    };

    /// <summary>Answers a challenge, and answers what comes of it.</summary>
    public async Task<Asked> Answer(Asked asked)
    {
        // No code is of the same instant as another, and none of an authenticator of the same step.
        world.Wait(TimeSpan.FromSeconds(31));
        var session = asked.Challenge == "MFA_SETUP" ? await SetUp(asked.Session) : asked.Session;
        return await Respond(asked.Challenge!, session, Answers(asked));
    }

    public async Task<Asked> Respond(string challenge, string? session, params (string Name, string Value)[] answers) => ByServer
        ? Asked.Of(await world.Call(world.Op<Operations.UserPools.AdminRespondToAuthChallenge>(), new()
        {
            UserPoolId = app.Pool.Id, ClientId = app.Id, ChallengeName = challenge, Session = session, ChallengeResponses = Wire.Map(answers),
        }))
        : Asked.Of(await app.Respond(challenge, session, answers));

    /// <summary>Answers everything, and tells what was asked, down to <c>tokens</c> or the fault.</summary>
    public async Task<IReadOnlyList<string>> Walk(Asked asked)
    {
        var words = new List<string> { asked.Word };
        for (var steps = 0; asked is { Tokens: null, Refusal: null }; steps++)
        {
            Assert.True(steps < 10, "It does not end: " + string.Join(" > ", words));
            asked = await Answer(asked);
            words.Add(asked.Word);
        }

        return words;
    }

    /// <summary>The right answers to a challenge.</summary>
    public (string Name, string Value)[] Answers(Asked asked) => asked.Challenge switch
    {
        "PASSWORD_VERIFIER" => prover.Answers(asked.Parameters, app.Pool.Id, Password, world.Now),
        "DEVICE_SRP_AUTH" => [("USERNAME", name), ("DEVICE_KEY", Device!.Key), ("SRP_A", prover.A)],
        "DEVICE_PASSWORD_VERIFIER" => [("USERNAME", name), .. prover.Answers(asked.Parameters, Device!, world.Now)],
        "SMS_MFA" or "SMS_OTP" => [("USERNAME", name), (asked.Challenge + "_CODE", world.CodeTo(Phone))],
        "EMAIL_OTP" => [("USERNAME", name), ("EMAIL_OTP_CODE", world.CodeTo(Mail))],
        "SOFTWARE_TOKEN_MFA" => [("USERNAME", name), ("SOFTWARE_TOKEN_MFA_CODE", Authenticator!.Code())],
        "SELECT_MFA_TYPE" => [("USERNAME", name), ("ANSWER", "SOFTWARE_TOKEN_MFA")],
        "SELECT_CHALLENGE" => [("USERNAME", name), ("ANSWER", "PASSWORD"), ("PASSWORD", Password)],
        "NEW_PASSWORD_REQUIRED" => [("USERNAME", name), ("NEW_PASSWORD", NextPassword)],
        "PASSWORD" => [("USERNAME", name), ("PASSWORD", Password)],
        "PASSWORD_SRP" => [("USERNAME", name), ("SRP_A", prover.A)],
        "WEB_AUTHN" => [("USERNAME", name), ("CREDENTIAL", Passkey!.Prove(asked.Parameters["CREDENTIAL_REQUEST_OPTIONS"]).GetRawText())],
        _ => [("USERNAME", name)],
    };

    /// <summary>Gets an authenticator in the middle of a sign-in; answers the session that goes on.</summary>
    public async Task<string?> SetUp(string? session)
    {
        var given = (await app.Associate(session)).Ok;
        Authenticator = new AuthenticatorApp(world, given.SecretCode!);
        return (await app.VerifyToken(given.Session, Authenticator.Code())).Ok.Session;
    }

    private async Task<Asked> Initiate(string flow, params (string Name, string Value)[] more)
    {
        world.Wait(TimeSpan.FromSeconds(31));
        (string, string)[] parameters = [("USERNAME", name), .. more, .. NamesDevice ? [("DEVICE_KEY", Device!.Key)] : Array.Empty<(string, string)>()];
        return ByServer ? Asked.Of(await app.AdminInitiate(flow, parameters)) : Asked.Of(await app.Initiate(flow, parameters));
    }
}
