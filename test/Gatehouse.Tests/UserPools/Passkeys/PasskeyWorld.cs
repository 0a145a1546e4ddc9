using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Crypto;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.UserPools;

/// <summary>A pool whose people sign in by passkey, for the domain <c>example.com</c>.</summary>
internal sealed class PasskeyWorld
{
    public const string Party = "example.com";
    public const string Page = "https://app.example.com";

    public static readonly FirstFactor[] Offered = [FirstFactor.Password, FirstFactor.Passkey];

    public PasskeyWorld(bool verified = false, IPasskeyCeremonies? ceremonies = null)
    {
        World = new(with: services => services.AddSingleton(ceremonies ?? new FrameworkPasskeys()));
        Pool = World.Pool(pool => pool with { FirstFactors = Offered, Passkeys = new(Party, verified, false) });
        App = Pool.Client(client => client with { Ways = client.Ways | SignInWays.Choice, OAuth = new() { Callbacks = ["https://example.com:8443/callback", "app://example.com"] } });
    }

    public World World { get; }

    public TestPool Pool { get; }

    public TestClient App { get; }

    public static SoftAuthenticator Authenticator() => new(Page, Party);

    public async Task<string> TokenOf(string name, TestClient? app = null) => (await (app ?? App).TokensOf(name)).AccessToken!;

    public Task<Said<StartWebAuthnRegistrationResponse>> Start(string token) =>
        World.Call(World.Op<StartWebAuthnRegistration>(), new() { AccessToken = token });

    public Task<Said<CompleteWebAuthnRegistrationResponse>> Complete(string token, JsonElement credential) =>
        World.Call(World.Op<CompleteWebAuthnRegistration>(), new() { AccessToken = token, Credential = credential });

    public Task<Said<ListWebAuthnCredentialsResponse>> List(string token, int? most = null, string? next = null) =>
        World.Call(World.Op<ListWebAuthnCredentials>(), new() { AccessToken = token, MaxResults = most, NextToken = next });

    public Task<Said<DeleteWebAuthnCredentialResponse>> Delete(string token, string id) =>
        World.Call(World.Op<DeleteWebAuthnCredential>(), new() { AccessToken = token, CredentialId = id });

    /// <summary>Both steps of a registration, the answer bent.</summary>
    public async Task<Said<CompleteWebAuthnRegistrationResponse>> Register(
        string token, SoftAuthenticator authenticator, Func<Ceremony, Ceremony>? bent = null) =>
        await Complete(token, authenticator.Make((await Start(token)).Ok.CredentialCreationOptions!.Value, bent));

    /// <summary>A person with a passkey.</summary>
    public async Task<TestUser> Person(string name, SoftAuthenticator authenticator)
    {
        var user = Pool.User(name, $"{name}@example.com");
        Assert.True((await Register(await TokenOf(name), authenticator)).IsOk);
        return user;
    }

    /// <summary>Begins a sign-in by passkey.</summary>
    public Task<Said<InitiateAuthResponse>> Begin(string name, TestClient? app = null) =>
        (app ?? App).Initiate("USER_AUTH", ("USERNAME", name), ("PREFERRED_CHALLENGE", "WEB_AUTHN"));

    /// <summary>Answers it.</summary>
    public Task<Said<RespondToAuthChallengeResponse>> Prove(string name, string? session, string credential, TestClient? app = null) =>
        (app ?? App).Respond("WEB_AUTHN", session, ("USERNAME", name), ("CREDENTIAL", credential));

    /// <summary>Both steps, the answer bent.</summary>
    public async Task<Said<RespondToAuthChallengeResponse>> SignIn(
        string name, SoftAuthenticator authenticator, Func<Ceremony, Ceremony>? bent = null)
    {
        var asked = (await Begin(name)).Ok;
        return await Prove(name, asked.Session, authenticator.Prove(Options(asked), bent).GetRawText());
    }

    /// <summary>The options a browser is given.</summary>
    public static string Options(InitiateAuthResponse asked) => asked.ChallengeParameters!["CREDENTIAL_REQUEST_OPTIONS"];

    /// <summary>The ids of a person's passkeys.</summary>
    public async Task<IReadOnlyList<string>> Ids(string token) => [.. (await List(token)).Ok.Credentials.Select(c => c.CredentialId)];

    public Keychain? Stored(TestUser user) =>
        World.Get<IParts<Keychain>>().Find(Pool.Id, user.Sub, Keychain.OnlyKey, default).Done();
}

/// <summary>Ceremonies as they are, with something that happens right after a proof was judged.</summary>
internal sealed class InterruptedCeremonies : IPasskeyCeremonies
{
    private readonly FrameworkPasskeys real = new();

    public Action AfterProof { get; set; } = () => { };

    public ValueTask<PasskeyRequest> AskNew(PasskeyHolder holder) => real.AskNew(holder);

    public ValueTask<Outcome<Passkey>> TakeNew(PasskeyHolder holder, string state, string answer) => real.TakeNew(holder, state, answer);

    public ValueTask<PasskeyRequest> AskProof(PasskeyHolder holder) => real.AskProof(holder);

    public async ValueTask<Outcome<Passkey>> TakeProof(PasskeyHolder holder, string state, string answer)
    {
        var judged = await real.TakeProof(holder, state, answer);
        AfterProof();
        return judged;
    }
}
