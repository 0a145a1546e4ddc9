using System.Text.Json;
using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Pages;

/// <summary>Passkeys that a real browser makes and proves on the page of an application on this machine, and those it must not.</summary>
public abstract class PasskeyTests<TStore>(PasskeyScene<TStore> at)
    where TStore : IStore, new()
{
    private Cognito Cognito => at.Cognito;

    [Fact]
    public async Task A_browser_registers_a_passkey_and_is_told_not_to_make_it_again()
    {
        var token = await at.Person(await at.Pool("localhost"), "ana");
        var (page, key) = await at.Open();
        await Ceremony.Register(page, Cognito, token);

        var kept = Assert.Single(await at.Listed(token));
        Assert.Equal("localhost", kept.GetProperty("RelyingPartyId").GetString());
        Assert.Equal("platform", kept.GetProperty("AuthenticatorAttachment").GetString());
        Assert.Contains("internal", kept.GetProperty("AuthenticatorTransports").EnumerateArray().Select(way => way.GetString()));
        var held = Assert.Single(await key.Held());
        Assert.Equal(Convert.FromBase64String(held.GetProperty("credentialId").GetString()!), Decoded(kept.GetProperty("CredentialId")));
        Assert.True(held.GetProperty("isResidentCredential").GetBoolean());

        Assert.Equal("InvalidStateError", Error(await Ceremony.Make(page, Cognito, token)));
    }

    [Fact]
    public async Task A_proof_is_good_once_and_for_its_own_challenge()
    {
        var scene = await at.Pool("localhost");
        var (page, _) = await at.Open();
        await Ceremony.Register(page, Cognito, await at.Person(scene, "ana"));
        var first = await Ceremony.Begin(Cognito, scene, "ana");
        var proof = await Ceremony.Prove(page, first);
        Assert.NotEmpty((await Ceremony.Answer(Cognito, first, proof)).Member("AuthenticationResult", "AccessToken"));

        Assert.Equal("NotAuthorizedException", (await Ceremony.Answer(Cognito, first, proof)).Error);
        Assert.Equal("NotAuthorizedException", (await Ceremony.Answer(Cognito, await Ceremony.Begin(Cognito, scene, "ana"), proof)).Error);
        Assert.True((await Ceremony.SignIn(page, Cognito, scene, "ana")).Succeeded);
    }

    [Fact]
    public async Task A_copy_of_a_passkey_that_counts_behind_is_refused()
    {
        var scene = await at.Pool("localhost");
        var (page, key) = await at.Open();
        await Ceremony.Register(page, Cognito, await at.Person(scene, "ana"));
        Assert.True((await Ceremony.SignIn(page, Cognito, scene, "ana")).Succeeded);
        var copy = Assert.Single(await key.Held());
        var count = copy.GetProperty("signCount").GetInt32();
        Assert.True((await Ceremony.SignIn(page, Cognito, scene, "ana")).Succeeded);

        await key.Clone(copy, count);
        Assert.Equal("NotAuthorizedException", (await Ceremony.SignIn(page, Cognito, scene, "ana")).Error);
        await key.Clone(copy, count + 10);
        Assert.True((await Ceremony.SignIn(page, Cognito, scene, "ana")).Succeeded);
    }

    [Fact]
    public async Task The_passkey_of_one_person_does_not_let_in_another()
    {
        var scene = await at.Pool("localhost");
        var (page, key) = await at.Open();
        await Ceremony.Register(page, Cognito, await at.Person(scene, "ana"));
        var hers = Id(Assert.Single(await key.Held()));
        await Ceremony.Register(page, Cognito, await at.Person(scene, "eve"));

        // A page that knows both lets the browser prove the one passkey for the challenge of the other person.
        var allow = new[] { new { type = "public-key", id = (await key.Held()).Select(Id).Single(id => id != hers) } };
        var challenge = await Ceremony.Begin(Cognito, scene, "ana");
        var foreign = await Ceremony.Prove(page, challenge, new { allowCredentials = allow });
        Assert.StartsWith("{", foreign, StringComparison.Ordinal);
        Assert.Equal("NotAuthorizedException", (await Ceremony.Answer(Cognito, challenge, foreign)).Error);

        var own = await Ceremony.Begin(Cognito, scene, "eve");
        var proof = await Ceremony.Prove(page, own);
        Assert.Equal("NotAuthorizedException", (await Ceremony.Answer(Cognito, own with { Name = "ana" }, proof)).Error);
        Assert.Equal("NotAuthorizedException", (await Ceremony.Answer(Cognito, await Ceremony.Begin(Cognito, scene, "ana"), proof)).Error);
        Assert.True((await Ceremony.SignIn(page, Cognito, scene, "ana")).Succeeded);
    }

    [Fact]
    public async Task A_page_elsewhere_gets_no_passkey_and_what_it_makes_for_itself_is_worth_nothing()
    {
        var scene = await at.Pool("app.localhost");
        var token = await at.Person(scene, "ana");
        var (honest, _) = await at.Open("app.localhost");
        await Ceremony.Register(honest, Cognito, token);
        var (evil, _) = await at.Open("evil.localhost");

        Assert.Equal("SecurityError", Error(await Ceremony.Make(evil, Cognito, token)));
        var made = await Ceremony.Make(evil, Cognito, token, new { rp = new { id = "evil.localhost", name = "app.localhost" } });
        Assert.Equal("WebAuthnOriginNotAllowedException", (await Ceremony.Register(Cognito, token, made)).Error);

        var challenge = await Ceremony.Begin(Cognito, scene, "ana");
        Assert.Equal("SecurityError", await Ceremony.Prove(evil, challenge));
        var relayed = await Ceremony.Prove(evil, challenge, new { rpId = "evil.localhost", allowCredentials = Array.Empty<object>() });
        Assert.StartsWith("{", relayed, StringComparison.Ordinal);
        Assert.Equal("NotAuthorizedException", (await Ceremony.Answer(Cognito, challenge, relayed)).Error);
        Assert.Single(await at.Listed(token));
    }

    [Fact]
    public async Task A_page_below_the_domain_may_use_its_passkeys_but_none_of_its_own()
    {
        var scene = await at.Pool("app.localhost");
        var token = await at.Person(scene, "ana");
        var (page, _) = await at.Open("shop.app.localhost");

        var own = await Ceremony.Make(page, Cognito, token, new { rp = new { id = "shop.app.localhost", name = "shop" } });
        Assert.Equal("WebAuthnRelyingPartyMismatchException", (await Ceremony.Register(Cognito, token, own)).Error);
        await Ceremony.Register(page, Cognito, token);

        var challenge = await Ceremony.Begin(Cognito, scene, "ana");
        var narrow = await Ceremony.Prove(page, challenge, new { rpId = "shop.app.localhost", allowCredentials = Array.Empty<object>() });
        Assert.Equal("NotAuthorizedException", (await Ceremony.Answer(Cognito, challenge, narrow)).Error);
        Assert.True((await Ceremony.SignIn(page, Cognito, scene, "ana")).Succeeded);
    }

    [Fact]
    public async Task A_page_inside_a_page_of_somebody_else_proves_nothing()
    {
        var scene = await at.Pool("app.localhost");
        var (page, _) = await at.Open("app.localhost");
        await Ceremony.Register(page, Cognito, await at.Person(scene, "ana"));
        await page.GotoAsync(at.App.On("evil.localhost"));
        await page.EvaluateAsync(
            """
            (address) => new Promise((loaded) => {
              const frame = Object.assign(document.createElement('iframe'), { src: address, allow: 'publickey-credentials-get *', onload: loaded });
              document.body.append(frame);
            })
            """,
            at.App.On("app.localhost"));

        var challenge = await Ceremony.Begin(Cognito, scene, "ana");
        var framed = await Ceremony.Prove(page.Frames[1], challenge);
        using var client = JsonDocument.Parse(Decoded(JsonDocument.Parse(framed).RootElement.GetProperty("response").GetProperty("clientDataJSON")));
        Assert.True(client.RootElement.GetProperty("crossOrigin").GetBoolean());
        Assert.Equal("NotAuthorizedException", (await Ceremony.Answer(Cognito, challenge, framed)).Error);
    }

    [Fact]
    public async Task A_person_the_authenticator_does_not_know_is_refused_where_the_pool_wants_them_known()
    {
        var scene = await at.Pool("localhost", "required");
        var token = await at.Person(scene, "bob");
        var (page, key) = await at.Open();
        await key.Recognise(false);
        Assert.Equal("NotAllowedError", Error(await Ceremony.Make(page, Cognito, token)));
        await key.Recognise(true);
        await Ceremony.Register(page, Cognito, token);

        await key.Recognise(false);
        var challenge = await Ceremony.Begin(Cognito, scene, "bob");
        Assert.Equal("NotAllowedError", await Ceremony.Prove(page, challenge));
        var proof = await Ceremony.Prove(page, challenge, new { userVerification = "discouraged" });
        Assert.StartsWith("{", proof, StringComparison.Ordinal);
        Assert.Equal("NotAuthorizedException", (await Ceremony.Answer(Cognito, challenge, proof)).Error);
        await key.Recognise(true);
        Assert.True((await Ceremony.SignIn(page, Cognito, scene, "bob")).Succeeded);
    }

    [Fact]
    public async Task What_was_changed_on_the_way_is_refused_and_the_challenge_with_it()
    {
        var token = await at.Person(await at.Pool("localhost"), "dan");
        var (page, _) = await at.Open();
        var made = await Ceremony.Make(page, Cognito, token);
        var bent = made.GetRawText();
        var attested = made.GetProperty("response").GetProperty("attestationObject").GetString()!;
        bent = bent.Replace(attested, attested[..^8] + "AAAAAAAA", StringComparison.Ordinal);

        var answer = await Ceremony.Register(Cognito, token, JsonSerializer.Deserialize<JsonElement>(bent));

        Assert.StartsWith("WebAuthn", answer.Error, StringComparison.Ordinal);
        Assert.Equal("WebAuthnChallengeNotFoundException", (await Ceremony.Register(Cognito, token, made)).Error);
        Assert.Empty(await at.Listed(token));
    }

    private static string? Error(JsonElement made) => made.GetProperty("error").GetString();

    private static string Id(JsonElement held) =>
        System.Buffers.Text.Base64Url.EncodeToString(Convert.FromBase64String(held.GetProperty("credentialId").GetString()!));

    private static byte[] Decoded(JsonElement text) => System.Buffers.Text.Base64Url.DecodeFromChars(text.GetString()!);
}

/// <summary>Passkeys of a browser on SQLite.</summary>
[Collection(PasskeyPages.OnSqlite)]
public sealed class PasskeysOnSqliteTests(PasskeyScene<SqliteStore> at) : PasskeyTests<SqliteStore>(at);

/// <summary>Passkeys of a browser on PostgreSQL.</summary>
[Collection(PasskeyPages.OnPostgres)]
public sealed class PasskeysOnPostgresTests(PasskeyScene<PostgresStore> at) : PasskeyTests<PostgresStore>(at);
