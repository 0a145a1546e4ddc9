using System.Security.Cryptography;
using System.Text;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>An application in a test. It sends its SECRET_HASH by itself where it has a secret.</summary>
internal sealed class TestClient(TestPool pool, string id)
{
    private readonly World world = pool.World;

    public string Id => id;

    public TestPool Pool => pool;

    public AppClient Now => world.Store.Clients.Find(id, default).Done()!;

    public void Change(Func<AppClient, AppClient> change) => Assert.NotNull(world.Store.Clients.Change(pool.Id, id, change, default).Done());

    /// <summary>Base64(HMAC-SHA-256(secret, user name + client id)); null without a secret.</summary>
    public string? HashOf(string username) => Now.Secrets is [var secret, ..]
        ? Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Value), Encoding.UTF8.GetBytes(username + id)))
        : null;

    public Task<Said<SignUpResponse>> SignUp(string name, string? password = World.Password, params (string, string?)[] attributes) =>
        world.Call(world.Op<SignUp>(), new()
        {
            ClientId = id, SecretHash = HashOf(name), Username = name, Password = password, UserAttributes = Wire.List(attributes),
        });

    public Task<Said<ConfirmSignUpResponse>> Confirm(string name, string code, bool? force = null) =>
        world.Call(world.Op<ConfirmSignUp>(), new()
        {
            ClientId = id, SecretHash = HashOf(name), Username = name, ConfirmationCode = code, ForceAliasCreation = force,
        });

    public Task<Said<ResendConfirmationCodeResponse>> Resend(string name) =>
        world.Call(world.Op<ResendConfirmationCode>(), new() { ClientId = id, SecretHash = HashOf(name), Username = name });

    public Task<Said<ForgotPasswordResponse>> Forgot(string name) =>
        world.Call(world.Op<ForgotPassword>(), new() { ClientId = id, SecretHash = HashOf(name), Username = name });

    public Task<Said<ConfirmForgotPasswordResponse>> ConfirmForgot(string name, string code, string password = World.Another) =>
        world.Call(world.Op<ConfirmForgotPassword>(), new()
        {
            ClientId = id, SecretHash = HashOf(name), Username = name, ConfirmationCode = code, Password = password,
        });

    public Task<Said<InitiateAuthResponse>> Initiate(string flow, params (string Name, string Value)[] parameters) =>
        world.Call(world.Op<InitiateAuth>(), new() { ClientId = id, AuthFlow = flow, AuthParameters = Hashed(parameters) });

    public Task<Said<InitiateAuthResponse>> SignIn(string name, string password = World.Password) =>
        Initiate("USER_PASSWORD_AUTH", ("USERNAME", name), ("PASSWORD", password));

    public Task<Said<AdminInitiateAuthResponse>> AdminInitiate(string flow, params (string Name, string Value)[] parameters) =>
        world.Call(world.Op<AdminInitiateAuth>(), new()
        {
            UserPoolId = pool.Id, ClientId = id, AuthFlow = flow, AuthParameters = Hashed(parameters),
        });

    public Task<Said<RespondToAuthChallengeResponse>> Respond(string challenge, string? session, params (string Name, string Value)[] answers) =>
        world.Call(world.Op<RespondToAuthChallenge>(), new()
        {
            ClientId = id, ChallengeName = challenge, Session = session, ChallengeResponses = Hashed(answers),
        });

    public Task<Said<RespondToAuthChallengeResponse>> ChooseNewPassword(
        string name, string? session, string password = World.Another, params (string Name, string Value)[] more) =>
        Respond("NEW_PASSWORD_REQUIRED", session, [("USERNAME", name), ("NEW_PASSWORD", password), .. more]);

    public Task<Said<RespondToAuthChallengeResponse>> Answer(string name, InitiateAuthResponse asked, string code) =>
        Answer(name, asked.ChallengeName!, asked.Session, code);

    /// <summary>Answers a challenge for a second factor with a code.</summary>
    public Task<Said<RespondToAuthChallengeResponse>> Answer(string name, string challenge, string? session, string code) =>
        Respond(challenge, session, ("USERNAME", name), (challenge + "_CODE", code));

    public Task<Said<AssociateSoftwareTokenResponse>> Associate(string? session) =>
        world.Call(world.Op<AssociateSoftwareToken>(), new() { Session = session });

    public Task<Said<VerifySoftwareTokenResponse>> VerifyToken(string? session, string code, string? device = null) =>
        world.Call(world.Op<VerifySoftwareToken>(), new() { Session = session, UserCode = code, FriendlyDeviceName = device });

    public Task<Said<InitiateAuthResponse>> Refresh(string token, string? hashedName = null)
    {
        (string, string)[] parameters = [("REFRESH_TOKEN", token)];
        return Initiate("REFRESH_TOKEN_AUTH", hashedName is null ? parameters : [.. parameters, ("SECRET_HASH", HashOf(hashedName)!)]);
    }

    public Task<Said<RevokeTokenResponse>> Revoke(string token) =>
        world.Call(world.Op<RevokeToken>(), new() { ClientId = id, Token = token, ClientSecret = Now.Secrets is [var secret, ..] ? secret.Value : null });

    /// <summary>The tokens of a person who signs in by password.</summary>
    public async Task<AuthenticationResultType> TokensOf(string name, string password = World.Password) =>
        (await SignIn(name, password)).Ok.AuthenticationResult!;

    /// <summary>The bearer of an access token, with the operations open to them.</summary>
    public async Task<TestBearer> In(string name, string password = World.Password) =>
        new(world, (await TokensOf(name, password)).AccessToken!);

    private Dictionary<string, string> Hashed((string Name, string Value)[] parameters)
    {
        var map = Wire.Map(parameters);
        if (map.TryGetValue("USERNAME", out var name) && HashOf(name) is { } hash)
            map.TryAdd("SECRET_HASH", hash);
        return map;
    }
}
