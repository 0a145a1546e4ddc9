using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>A passkey is registered in two steps, and only once.</summary>
public sealed class RegistrationTests
{
    private const string NoChallenge = "WebAuthnChallengeNotFoundException: The challenge was not found.";
    private readonly PasskeyWorld world = new();

    [Fact]
    public async Task The_options_are_those_a_browser_and_Amplify_read()
    {
        var ana = world.Pool.User("ana");
        var said = (await world.Start(await world.TokenOf("ana"))).Ok.CredentialCreationOptions!.Value;
        var options = JsonNode.Parse(said.GetRawText())!;

        Assert.True(JsonNode.DeepEquals(new JsonObject { ["name"] = "example.com", ["id"] = "example.com" }, options["rp"]));
        Assert.Equal(ana.Sub, Encoding.UTF8.GetString(Base64Url.DecodeFromChars((string)options["user"]!["id"]!)));
        Assert.Equal("ana", (string?)options["user"]!["name"]);
        Assert.Equal("ana", (string?)options["user"]!["displayName"]);
        Assert.Equal(32, Base64Url.DecodeFromChars((string)options["challenge"]!).Length);
        Assert.Equal(["public-key -7", "public-key -257"], options["pubKeyCredParams"]!.AsArray().Select(p => $"{p!["type"]} {p["alg"]}"));
        Assert.Equal(300_000, (int)options["timeout"]!);
        Assert.Empty(options["excludeCredentials"]!.AsArray());
        Assert.Equal("required", (string?)options["authenticatorSelection"]!["residentKey"]);
        Assert.True((bool)options["authenticatorSelection"]!["requireResidentKey"]!);
        Assert.Equal("preferred", (string?)options["authenticatorSelection"]!["userVerification"]);
        Assert.Equal("none", (string?)options["attestation"]);
    }

    [Fact]
    public async Task A_passkey_is_kept_as_the_authenticator_described_it()
    {
        var ana = world.Pool.User("ana");
        using var phone = PasskeyWorld.Authenticator();
        phone.Count = 7;

        Assert.True((await world.Register(await world.TokenOf("ana"), phone)).IsOk);

        var kept = Assert.Single(world.Stored(ana)!.Passkeys);
        Assert.Equal(phone.Id, kept.CredentialId);
        Assert.Equal(7u, kept.SignCount);
        Assert.True(kept is { MayBeCopied: true, IsCopied: true, PersonVerified: true, PartyId: "example.com", Attachment: "platform" });
        Assert.Equal(["hybrid", "internal"], kept.Transports);
        Assert.Equal(world.World.Now, kept.Created);
        Assert.Null(world.Stored(ana)!.Pending);
    }

    [Fact]
    public async Task A_passkey_that_is_there_is_excluded_and_not_taken_twice()
    {
        world.Pool.User("ana");
        var token = await world.TokenOf("ana");
        using var phone = PasskeyWorld.Authenticator();
        await world.Register(token, phone);

        var options = (await world.Start(token)).Ok.CredentialCreationOptions!.Value;
        var excluded = Assert.Single(JsonNode.Parse(options.GetRawText())!["excludeCredentials"]!.AsArray());
        Assert.Equal(phone.IdText, (string?)excluded!["id"]);
        Assert.Equal("public-key", (string?)excluded["type"]);

        Assert.Equal("InvalidParameterException: The credential is already registered.", (await world.Complete(token, phone.Make(options))).Refusal);
        Assert.Single(await world.Ids(token));
    }

    [Fact]
    public async Task A_passkey_of_one_person_is_not_taken_for_another_of_the_pool_until_it_is_removed()
    {
        world.Pool.User("ana");
        world.Pool.User("eve");
        var (ana, eve) = (await world.TokenOf("ana"), await world.TokenOf("eve"));
        using var phone = PasskeyWorld.Authenticator();
        await world.Register(ana, phone);

        Assert.Equal("InvalidParameterException: The credential is already registered.", (await world.Register(eve, phone)).Refusal);
        Assert.Empty(await world.Ids(eve));

        Assert.True((await world.Delete(ana, phone.IdText)).IsOk);
        Assert.True((await world.Register(eve, phone)).IsOk);
    }

    [Fact]
    public async Task The_same_passkey_may_serve_another_pool()
    {
        world.Pool.User("ana");
        using var phone = PasskeyWorld.Authenticator();
        await world.Register(await world.TokenOf("ana"), phone);

        var other = world.World.Pool(pool => pool with { FirstFactors = PasskeyWorld.Offered, Passkeys = world.Pool.Now.Passkeys });
        other.User("ana");
        Assert.True((await world.Register(await world.TokenOf("ana", other.Client()), phone)).IsOk);
    }

    [Fact]
    public async Task A_challenge_is_answered_once_whatever_the_answer_is_worth()
    {
        world.Pool.User("ana");
        var token = await world.TokenOf("ana");
        using var phone = PasskeyWorld.Authenticator();
        using var tablet = PasskeyWorld.Authenticator();

        var options = (await world.Start(token)).Ok.CredentialCreationOptions!.Value;
        Assert.True((await world.Complete(token, phone.Make(options))).IsOk);
        Assert.Equal(NoChallenge, (await world.Complete(token, tablet.Make(options))).Refusal);

        options = (await world.Start(token)).Ok.CredentialCreationOptions!.Value;
        Assert.False((await world.Complete(token, tablet.Make(options, c => c with { Origin = "https://evil.example" }))).IsOk);
        Assert.Equal(NoChallenge, (await world.Complete(token, tablet.Make(options))).Refusal);
    }

    [Fact]
    public async Task Of_many_answers_at_once_one_is_taken()
    {
        world.Pool.User("ana");
        var token = await world.TokenOf("ana");
        var options = (await world.Start(token)).Ok.CredentialCreationOptions!.Value;
        var phones = Enumerable.Range(0, 16).Select(_ => PasskeyWorld.Authenticator()).ToList();

        var outcomes = await Task.WhenAll(phones.Select(phone => Task.Run(() => world.Complete(token, phone.Make(options)))));

        Assert.Single(outcomes, outcome => outcome.IsOk);
        Assert.Single(await world.Ids(token));
        phones.ForEach(phone => phone.Dispose());
    }

    [Fact]
    public async Task Only_the_newest_challenge_waits_and_five_minutes_long()
    {
        world.Pool.User("ana");
        var token = await world.TokenOf("ana");
        using var phone = PasskeyWorld.Authenticator();

        var first = (await world.Start(token)).Ok.CredentialCreationOptions!.Value;
        await world.Start(token);
        Assert.Equal(NoChallenge, (await world.Complete(token, phone.Make(first))).Refusal);

        var slow = (await world.Start(token)).Ok.CredentialCreationOptions!.Value;
        world.World.Wait(TimeSpan.FromMinutes(5));
        Assert.Equal(NoChallenge, (await world.Complete(token, phone.Make(slow))).Refusal);

        var quick = (await world.Start(token)).Ok.CredentialCreationOptions!.Value;
        world.World.Wait(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        Assert.True((await world.Complete(token, phone.Make(quick))).IsOk);
    }

    [Fact]
    public async Task A_challenge_is_for_the_person_the_session_and_the_application_it_was_made_for()
    {
        world.Pool.User("ana");
        world.Pool.User("eve");
        var token = await world.TokenOf("ana");
        using var phone = PasskeyWorld.Authenticator();
        var options = (await world.Start(token)).Ok.CredentialCreationOptions!.Value;
        var answer = phone.Make(options);

        Assert.Equal(NoChallenge, (await world.Complete(await world.TokenOf("eve"), answer)).Refusal);
        Assert.Equal(NoChallenge, (await world.Complete(await world.TokenOf("ana"), answer)).Refusal);
        Assert.Equal(
            "WebAuthnClientMismatchException: The registration was started by another client.",
            (await world.Complete(await world.TokenOf("ana", world.Pool.Client()), answer)).Refusal);

        Assert.True((await world.Complete(token, answer)).IsOk, "What others tried does not spend it.");
    }

    [Fact]
    public async Task Nobody_has_more_than_twenty()
    {
        var ana = world.Pool.User("ana");
        var token = await world.TokenOf("ana");
        for (var i = 0; i < 19; i++)
        {
            using var one = PasskeyWorld.Authenticator();
            Assert.True((await world.Register(token, one)).IsOk);
        }

        // Two registrations in two sessions, begun while there was room for one.
        using var last = PasskeyWorld.Authenticator();
        using var late = PasskeyWorld.Authenticator();
        var held = (await world.Start(token)).Ok.CredentialCreationOptions!.Value;
        Put(ana, keychain => keychain with { Passkeys = [.. keychain.Passkeys, keychain.Passkeys[0] with { CredentialId = last.Id }] });
        const string full = "LimitExceededException: A user cannot have more than 20 passkeys.";
        Assert.Equal(full, (await world.Complete(token, late.Make(held))).Refusal);
        Assert.Equal(full, (await world.Start(token)).Refusal);
        Assert.Equal(20, (await world.Ids(token)).Count);

        await world.Delete(token, last.IdText);
        Assert.True((await world.Register(token, late)).IsOk);
    }

    [Theory]
    [InlineData(false, "example.com", "WebAuthnNotEnabledException: Passkeys are not enabled for this user pool.")]
    [InlineData(true, null, "WebAuthnConfigurationMissingException: The user pool has no relying party ID and no domain.")]
    public async Task A_pool_without_passkeys_registers_none(bool offered, string? party, string refusal)
    {
        world.Pool.User("ana");
        var token = await world.TokenOf("ana");
        using var phone = PasskeyWorld.Authenticator();
        var options = (await world.Start(token)).Ok.CredentialCreationOptions!.Value;

        world.Pool.Change(pool => pool with { FirstFactors = offered ? PasskeyWorld.Offered : [FirstFactor.Password], Passkeys = new(party, false, false) });

        Assert.Equal(refusal, (await world.Start(token)).Refusal);
        Assert.Equal("WebAuthnNotEnabledException", (await world.Complete(token, phone.Make(options))).Fault?.Code);
        Assert.Empty(await world.Ids(token));
    }

    [Theory]
    [InlineData(new[] { "people" }, "people.auth.id.example.com")]
    [InlineData(new[] { "people", "login.example.org" }, "login.example.org")]
    public async Task Without_a_domain_of_their_own_passkeys_are_bound_to_the_host_of_the_pools_pages(string[] names, string party)
    {
        world.Pool.Change(pool => pool with { Passkeys = new(null, false, false) });
        foreach (var name in names)
            await world.World.Get<IParts<PoolDomain>>().Add(new PoolDomain(world.Pool.Id, name, name.Contains('.'), world.World.Now), default);
        world.Pool.User("ana");
        using var phone = new SoftAuthenticator($"https://{party}", party);

        var token = await world.TokenOf("ana");
        Assert.True((await world.Register(token, phone)).IsOk);
        Assert.Equal(party, Assert.Single((await world.List(token)).Ok.Credentials).RelyingPartyId);
    }

    [Fact]
    public async Task Passkeys_go_with_their_person()
    {
        var ana = world.Pool.User("ana");
        using var phone = PasskeyWorld.Authenticator();
        await world.Register(await world.TokenOf("ana"), phone);

        await world.Pool.Delete("ana");
        Assert.Null(world.Stored(ana));

        world.Pool.User("bob");
        Assert.True((await world.Register(await world.TokenOf("bob"), phone)).IsOk);
    }

    [Fact]
    public async Task A_pending_challenge_alone_leaves_nothing_behind_once_spent()
    {
        var ana = world.Pool.User("ana");
        var token = await world.TokenOf("ana");
        await world.Start(token);
        Assert.NotNull(world.Stored(ana)!.Pending);

        await world.Complete(token, JsonElement.Parse("{}"));
        Assert.Null(world.Stored(ana));
    }

    [Fact]
    public void What_is_kept_lies_sealed() => Assert.True(Keychain.Kind.IsSecret);

    private void Put(TestUser user, Func<Keychain, Keychain> change) =>
        world.World.Get<IParts<Keychain>>().Change(world.Pool.Id, user.Sub, Keychain.OnlyKey, there => change(there!), default).Done();
}
