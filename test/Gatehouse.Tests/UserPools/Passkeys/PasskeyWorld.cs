using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>A pool whose people sign in by passkey, for the domain <c>example.com</c>.</summary>
internal sealed class PasskeyWorld
{
    public const string Party = "example.com";
    public const string Page = "https://app.example.com";

    public PasskeyWorld(bool verified = false)
    {
        Pool = World.Pool(pool => pool with { OffersPasskeys = true, Passkeys = new(Party, verified, false) });
        App = Pool.Client(client => client with { OAuth = new() { Callbacks = ["https://example.com:8443/callback", "app://example.com"] } });
    }

    public World World { get; } = new();

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

    /// <summary>The ids of a person's passkeys.</summary>
    public async Task<IReadOnlyList<string>> Ids(string token) => [.. (await List(token)).Ok.Credentials.Select(c => c.CredentialId)];

    public Keychain? Stored(TestUser user) =>
        World.Get<IParts<Keychain>>().Find(Pool.Id, user.Sub, Keychain.OnlyKey, default).Done();
}
