using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>WEB_AUTHN: who has a passkey comes in by it, once for each challenge.</summary>
public sealed class PasskeySignInTests : IDisposable
{
    private readonly PasskeyWorld world = new();
    private readonly SoftAuthenticator phone = PasskeyWorld.Authenticator();

    public void Dispose() => phone.Dispose();

    [Fact]
    public async Task A_passkey_signs_in()
    {
        var ana = await world.Person("ana", phone);
        var asked = (await world.Begin("ana")).Ok;
        Assert.Equal("WEB_AUTHN", asked.ChallengeName);
        Assert.StartsWith("AYABe", asked.Session, StringComparison.Ordinal);
        Assert.InRange(asked.Session!.Length, 20, 2048);
        var options = JsonNode.Parse(PasskeyWorld.Options(asked))!;
        Assert.Equal(32, Base64Url.DecodeFromChars((string)options["challenge"]!).Length);
        Assert.Equal("example.com", (string?)options["rpId"]);
        Assert.Equal("preferred", (string?)options["userVerification"]);
        Assert.Equal(phone.IdText, (string?)Assert.Single(options["allowCredentials"]!.AsArray())!["id"]);

        var proof = phone.Prove(PasskeyWorld.Options(asked), c => c with { UserHandle = ana.Sub }).GetRawText();
        var tokens = (await world.Prove("ana", asked.Session, proof)).Ok.AuthenticationResult!;
        Assert.NotNull(tokens.RefreshToken);
        Assert.Equal(1u, world.Stored(ana)!.Passkeys[0].SignCount);
        Assert.Equal("ana", (await new TestBearer(world.World, tokens.AccessToken!).Get()).Ok.Username);
    }

    [Fact]
    public async Task It_signs_in_by_address_without_a_user_handle_and_from_a_server()
    {
        await world.Person("ana", phone);
        Assert.True((await world.SignIn("ana", phone)).IsOk);

        var asked = (await world.App.AdminInitiate("USER_AUTH", ("USERNAME", "ana"), ("PREFERRED_CHALLENGE", "WEB_AUTHN"))).Ok;
        var proof = phone.Prove(asked.ChallengeParameters!["CREDENTIAL_REQUEST_OPTIONS"]).GetRawText();
        Assert.True((await world.Prove("ana", asked.Session, proof)).IsOk);
    }

    [Fact]
    public async Task A_proof_is_good_once()
    {
        await world.Person("ana", phone);
        var asked = (await world.Begin("ana")).Ok;
        var proof = phone.Prove(PasskeyWorld.Options(asked)).GetRawText();
        Assert.True((await world.Prove("ana", asked.Session, proof)).IsOk);
        Assert.Equal(Texts.SessionSpent, (await world.Prove("ana", asked.Session, proof)).Refusal);
        Assert.Equal(Texts.WrongPassword, (await world.Prove("ana", (await world.Begin("ana")).Ok.Session, proof)).Refusal);
    }

    [Fact]
    public async Task A_challenge_is_answered_once_whatever_the_answer_is_worth()
    {
        await world.Person("ana", phone);
        var asked = (await world.Begin("ana")).Ok;
        Assert.Equal(Texts.WrongPassword, (await world.Prove("ana", asked.Session, "{}")).Refusal);
        Assert.Equal(Texts.SessionSpent, (await world.Prove("ana", asked.Session, phone.Prove(PasskeyWorld.Options(asked)).GetRawText())).Refusal);
    }

    [Fact]
    public async Task A_challenge_is_for_its_person_its_application_and_its_time()
    {
        using var eves = PasskeyWorld.Authenticator();
        await world.Person("ana", phone);
        await world.Person("eve", eves);
        var other = world.Pool.Client(client => client with { Ways = world.App.Now.Ways });

        var asked = (await world.Begin("ana")).Ok;
        var proof = phone.Prove(PasskeyWorld.Options(asked)).GetRawText();
        Assert.Equal(Texts.SessionInvalid, (await world.Prove("ana", asked.Session, proof, other)).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await world.Prove("eve", asked.Session, proof)).Refusal);

        asked = (await world.Begin("ana")).Ok;
        Assert.Equal(Texts.WrongPassword, (await world.Prove("ana", asked.Session, eves.Prove(PasskeyWorld.Options(asked)).GetRawText())).Refusal);
        asked = (await world.Begin("ana")).Ok;
        world.World.Wait(TimeSpan.FromMinutes(3));
        Assert.Equal(Texts.SessionExpired, (await world.Prove("ana", asked.Session, phone.Prove(PasskeyWorld.Options(asked)).GetRawText())).Refusal);
    }

    [Theory]
    [InlineData("WEB_AUTHN")]
    [InlineData("PASSWORD")]
    [InlineData("PASSWORD_SRP")]
    public async Task Who_was_asked_for_a_passkey_chooses_anew_once(string factor)
    {
        await world.Person("ana", phone);
        var session = (await world.Begin("ana")).Ok.Session;

        var chosen = (await Choose("ana", session, factor)).Ok;
        Assert.Equal(factor, chosen.ChallengeName);
        Assert.Equal(Texts.SessionSpent, (await Choose("ana", session, factor)).Refusal);
        if (factor == "WEB_AUTHN")
            Assert.True((await world.Prove("ana", chosen.Session, phone.Prove(chosen.ChallengeParameters!["CREDENTIAL_REQUEST_OPTIONS"]).GetRawText())).IsOk);
    }

    [Fact]
    public async Task Nobody_else_and_nothing_else_is_chosen_in_its_place()
    {
        await world.Person("ana", phone);
        world.Pool.User("eve");
        var asked = (await world.Begin("ana")).Ok;

        Assert.Equal(Texts.SessionInvalid, (await Choose("eve", asked.Session, "PASSWORD")).Refusal);
        Assert.Equal(
            "InvalidParameterException: The selected challenge is not one of those that are available.",
            (await Choose("ana", asked.Session, "SMS_OTP")).Refusal);
        Assert.True((await world.Prove("ana", asked.Session, phone.Prove(PasskeyWorld.Options(asked)).GetRawText())).IsOk);
    }

    [Fact]
    public async Task A_copy_that_counts_no_further_is_refused()
    {
        await world.Person("ana", phone);
        Assert.True((await world.SignIn("ana", phone, c => c with { Count = 9 })).IsOk);
        foreach (var count in new uint[] { 9, 8, 1, 0 })
            Assert.Equal(Texts.WrongPassword, (await world.SignIn("ana", phone, c => c with { Count = count })).Refusal);
        Assert.True((await world.SignIn("ana", phone, c => c with { Count = 10 })).IsOk);
    }

    [Fact]
    public async Task An_authenticator_that_does_not_count_is_none()
    {
        var ana = await world.Person("ana", phone);
        for (var i = 0; i < 3; i++)
            Assert.True((await world.SignIn("ana", phone, c => c with { Count = 0 })).IsOk);
        Assert.Equal(0u, world.Stored(ana)!.Passkeys[0].SignCount);
    }

    [Fact]
    public async Task Of_two_copies_at_once_one_comes_in()
    {
        await world.Person("ana", phone);
        var asked = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => world.Begin("ana")));
        var proofs = asked.Select(said => (said.Ok.Session, phone.Prove(PasskeyWorld.Options(said.Ok), c => c with { Count = 5 }).GetRawText())).ToList();
        var outcomes = await Task.WhenAll(proofs.Select(proof => Task.Run(() => world.Prove("ana", proof.Session, proof.Item2))));
        Assert.Single(outcomes, outcome => outcome.IsOk);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(6, false)]
    [InlineData(null, false)]
    public async Task What_became_of_the_passkey_while_its_proof_was_judged_counts(int? otherCount, bool comesIn)
    {
        var ceremonies = new InterruptedCeremonies();
        var at = new PasskeyWorld(ceremonies: ceremonies);
        var ana = await at.Person("ana", phone);
        var passkeys = at.World.Get<Gatehouse.Identity.Passkeys>();
        ceremonies.AfterProof = () =>
        {
            var stored = at.Stored(ana)!.Passkeys[0];
            if (otherCount is { } count)
                Assert.True(passkeys.Use(ana.Now, stored with { SignCount = (uint)count }, default).Done());
            else
                Assert.True(passkeys.Remove(ana.Now, phone.Id, default).Done());
        };

        var said = await at.SignIn("ana", phone, c => c with { Count = 5 });

        Assert.Equal(comesIn ? null : Texts.WrongPassword, said.IsOk ? null : said.Refusal);
    }

    [Fact]
    public async Task Proofs_that_were_judged_at_once_are_counted_one_after_the_other()
    {
        var ana = await world.Person("ana", phone);
        var (passkeys, judged) = (world.World.Get<Gatehouse.Identity.Passkeys>(), world.Stored(ana)!.Passkeys[0]);
        foreach (var (count, isTaken) in new (uint, bool)[] { (0, true), (5, true), (5, false), (4, false), (0, false), (6, true) })
            Assert.Equal((count, isTaken), (count, await passkeys.Use(ana.Now, judged with { SignCount = count }, default)));

        Assert.Equal(6u, world.Stored(ana)!.Passkeys[0].SignCount);
        await passkeys.Remove(ana.Now, phone.Id, default);
        Assert.False(await passkeys.Use(ana.Now, judged with { SignCount = 7 }, default));
        Assert.Null(world.Stored(ana));
    }

    [Fact]
    public async Task A_removed_passkey_opens_nothing_not_even_what_was_begun()
    {
        await world.Person("ana", phone);
        using var tablet = PasskeyWorld.Authenticator();
        var token = await world.TokenOf("ana");
        await world.Register(token, tablet);
        var asked = (await world.Begin("ana")).Ok;
        await world.Delete(token, phone.IdText);
        Assert.Equal(Texts.WrongPassword, (await world.Prove("ana", asked.Session, phone.Prove(PasskeyWorld.Options(asked)).GetRawText())).Refusal);
        Assert.True((await world.SignIn("ana", tablet)).IsOk);
    }

    [Fact]
    public async Task Who_is_disabled_or_set_a_new_password_meanwhile_stays_out()
    {
        await world.Person("ana", phone);
        var asked = (await world.Begin("ana")).Ok;
        await world.Pool.Disable("ana");
        Assert.Equal(Texts.Disabled, (await world.Prove("ana", asked.Session, phone.Prove(PasskeyWorld.Options(asked)).GetRawText())).Refusal);
        Assert.Equal(Texts.Disabled, (await world.SignIn("ana", phone)).Refusal);
        await world.Pool.Enable("ana");

        asked = (await world.Begin("ana")).Ok;
        world.World.Wait(TimeSpan.FromSeconds(1));
        await world.Pool.SetPassword("ana", World.Another);
        Assert.Equal(Texts.SessionInvalid, (await world.Prove("ana", asked.Session, phone.Prove(PasskeyWorld.Options(asked)).GetRawText())).Refusal);
        Assert.True((await world.SignIn("ana", phone)).IsOk);
    }

    [Fact]
    public async Task Who_has_no_passkey_has_the_choice_of_the_rest()
    {
        await world.Person("ana", phone);
        world.Pool.User("eve");
        var asked = (await world.Begin("eve")).Ok;
        Assert.Equal("SELECT_CHALLENGE", asked.ChallengeName);
        Assert.Equal(["PASSWORD", "PASSWORD_SRP"], asked.AvailableChallenges);
        Assert.Equal(
            "InvalidParameterException: The selected challenge is not one of those that are available.",
            (await world.App.Respond("SELECT_CHALLENGE", asked.Session, ("USERNAME", "eve"), ("ANSWER", "WEB_AUTHN"))).Refusal);
    }

    [Fact]
    public async Task A_passkey_can_be_chosen_among_the_rest()
    {
        await world.Person("ana", phone);
        var asked = (await world.App.Initiate("USER_AUTH", ("USERNAME", "ana"))).Ok;
        Assert.Equal(["PASSWORD", "PASSWORD_SRP", "WEB_AUTHN"], asked.AvailableChallenges);
        var chosen = (await world.App.Respond("SELECT_CHALLENGE", asked.Session, ("USERNAME", "ana"), ("ANSWER", "WEB_AUTHN"))).Ok;
        Assert.Equal("WEB_AUTHN", chosen.ChallengeName);
        var proof = phone.Prove(chosen.ChallengeParameters!["CREDENTIAL_REQUEST_OPTIONS"]).GetRawText();
        Assert.NotNull((await world.Prove("ana", chosen.Session, proof)).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task A_passkey_can_be_proven_along_with_the_choice()
    {
        await world.Person("ana", phone);
        var asked = (await Chosen("ana")).Asked;
        Assert.InRange(asked.Session!.Length, 20, 2048);
        var proof = phone.Prove(PasskeyWorld.Options(asked)).GetRawText();
        Assert.NotNull((await Give("ana", asked.Session, proof)).Ok.AuthenticationResult);
        Assert.Equal(Texts.SessionSpent, (await Give("ana", asked.Session, proof)).Refusal);
        Assert.Equal(Texts.WrongPassword, (await Give("ana", (await Chosen("ana")).Asked.Session, proof)).Refusal);
    }

    [Fact]
    public async Task A_wrong_proof_along_with_the_choice_ends_the_sign_in()
    {
        using var other = PasskeyWorld.Authenticator();
        await world.Person("ana", phone);
        var (asked, proof) = await Chosen("ana");
        Assert.Equal(Texts.WrongPassword, (await Give("ana", asked.Session, other.Prove(PasskeyWorld.Options(asked)).GetRawText())).Refusal);
        Assert.Equal(Texts.SessionSpent, (await Give("ana", asked.Session, proof)).Refusal);
        Assert.Equal(Texts.SessionSpent, (await world.App.Respond("SELECT_CHALLENGE", asked.Session, ("USERNAME", "ana"), ("ANSWER", "PASSWORD"), ("PASSWORD", World.Password))).Refusal);
    }

    [Fact]
    public async Task A_credential_answers_the_ceremony_it_was_made_for_and_no_other_step()
    {
        await world.Person("ana", phone);
        var (asked, proof) = await Chosen("ana");
        Assert.Equal(Texts.SessionInvalid, (await world.Prove("ana", asked.Session, proof)).Refusal);
        var alone = (await world.Begin("ana")).Ok;
        Assert.Equal(Texts.WrongPassword, (await Give("ana", alone.Session, proof)).Refusal);
        Assert.True((await Give("ana", asked.Session, proof)).IsOk);
    }

    [Fact]
    public async Task Of_thirty_two_who_choose_and_prove_at_once_one_comes_in()
    {
        await world.Person("ana", phone);
        var (asked, proof) = await Chosen("ana");
        var said = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Give("ana", asked.Session, proof))));
        Assert.Single(said, one => one.IsOk);
        Assert.All(said.Where(one => !one.IsOk), one => Assert.Equal(Texts.SessionSpent, one.Refusal));
    }

    [Fact]
    public async Task Without_a_challenge_no_credential_is_an_answer()
    {
        await world.Person("ana", phone);
        var proof = (await Chosen("ana")).Proof;
        Assert.Equal("WEB_AUTHN", (await world.App.Initiate("USER_AUTH", ("USERNAME", "ana"), ("PREFERRED_CHALLENGE", "WEB_AUTHN"), ("CREDENTIAL", proof))).Ok.ChallengeName);
        var choice = (await world.App.Initiate("USER_AUTH", ("USERNAME", "ana"))).Ok.Session;
        await world.Delete(await world.TokenOf("ana"), phone.IdText);
        var without = (await world.App.Initiate("USER_AUTH", ("USERNAME", "ana"))).Ok;
        Assert.Empty(without.ChallengeParameters!);
        await world.Register(await world.TokenOf("ana"), phone);
        Assert.Equal(Texts.SessionInvalid, (await Give("ana", without.Session, proof)).Refusal);
        Assert.Equal(Texts.WrongPassword, (await Give("ana", choice, proof)).Refusal);
    }

    [Fact]
    public async Task A_session_is_no_longer_than_a_client_may_send_however_many_passkeys_there_are()
    {
        var ana = await world.Person("ana", phone);
        await world.World.Get<IParts<Keychain>>().Change(
            world.Pool.Id, ana.Sub, Keychain.OnlyKey, chain => chain! with { Passkeys = [.. Enumerable.Range(0, 20).Select(i => chain.Passkeys[0] with { CredentialId = [.. Enumerable.Repeat((byte)i, 1_023)] })] }, default);
        Assert.InRange((await world.Begin("ana")).Ok.Session!.Length, 20, 2048);
        Assert.InRange((await Chosen("ana")).Asked.Session!.Length, 20, 2048);
    }

    [Fact]
    public async Task Some_strangers_seem_to_have_a_passkey_and_are_asked_like_who_has_one()
    {
        world.App.Change(client => client with { HidesUnknownUsers = true });
        await world.Person("ana", phone);
        var asked = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i => (Name: $"nobody{i}", (await world.Begin($"nobody{i}")).Ok)));
        var strangers = asked.Where(one => one.Ok.ChallengeName == "WEB_AUTHN").ToList();
        Assert.InRange(strangers.Count, 4, 40);
        Assert.All(asked.Except(strangers), one => Assert.Equal("SELECT_CHALLENGE", one.Ok.ChallengeName));

        var (name, first) = strangers[0];
        var (ana, eve, again) = (await Asked("ana"), JsonNode.Parse(PasskeyWorld.Options(first))!, await Asked(name));
        Assert.Equal(Shape(ana), Shape(eve));
        Assert.Equal((string?)eve["allowCredentials"]![0]!["id"], (string?)again["allowCredentials"]![0]!["id"]);
        Assert.NotEqual((string?)eve["challenge"], (string?)again["challenge"]);
        Assert.NotEqual((string?)eve["allowCredentials"]![0]!["id"], (string?)(await Asked(strangers[1].Name))["allowCredentials"]![0]!["id"]);

        foreach (var answer in new[] { "{}", "nothing", phone.Prove(PasskeyWorld.Options((await world.Begin(name)).Ok)).GetRawText() })
            Assert.Equal(Texts.WrongPassword, (await world.Prove(name, (await world.Begin(name)).Ok.Session, answer)).Refusal);
    }

    [Fact]
    public async Task No_stranger_seems_to_have_one_where_nobody_can()
    {
        world.App.Change(client => client with { HidesUnknownUsers = true });
        world.Pool.Change(pool => pool with { Passkeys = null });
        for (var i = 0; i < 40; i++)
            Assert.DoesNotContain("WEB_AUTHN", (await world.Begin($"nobody{i}")).Ok.AvailableChallenges!);
    }

    [Fact]
    public async Task Who_is_not_there_is_told_where_the_application_does_not_hide_it() => Assert.Equal(Texts.NoUser, (await world.Begin("nobody")).Refusal);

    [Fact]
    public async Task A_passkey_of_another_domain_is_none_here()
    {
        await world.Person("ana", phone);
        var asked = (await world.Begin("ana")).Ok;
        world.Pool.Change(pool => pool with { Passkeys = new("example.org", false, false) });
        Assert.Equal("SELECT_CHALLENGE", (await world.Begin("ana")).Ok.ChallengeName);
        Assert.Equal(Texts.WrongPassword, (await world.Prove("ana", asked.Session, phone.Prove(PasskeyWorld.Options(asked)).GetRawText())).Refusal);
    }

    [Fact]
    public async Task A_pool_or_application_without_passkeys_has_no_such_way_in()
    {
        await world.Person("ana", phone);
        Assert.Equal(
            "InvalidParameterException: USER_AUTH flow not enabled for this client", (await world.Begin("ana", world.Pool.Client())).Refusal);

        var asked = (await world.Begin("ana")).Ok;
        world.Pool.Change(pool => pool with { FirstFactors = [FirstFactor.Password] });
        Assert.Equal("SELECT_CHALLENGE", (await world.Begin("ana")).Ok.ChallengeName);
        Assert.Equal(Texts.SessionInvalid, (await world.Prove("ana", asked.Session, phone.Prove(PasskeyWorld.Options(asked)).GetRawText())).Refusal);
    }

    [Fact]
    public async Task What_is_missing_is_asked_for()
    {
        Assert.Equal(
            "InvalidParameterException: Missing required parameter USERNAME",
            (await world.App.Initiate("USER_AUTH", ("PREFERRED_CHALLENGE", "WEB_AUTHN"))).Refusal);
        Assert.Equal(
            "InvalidParameterException: Missing required parameter CREDENTIAL", (await world.App.Respond("WEB_AUTHN", null, ("USERNAME", "ana"))).Refusal);
        Assert.Equal("InvalidParameterException: Missing required parameter Session", (await world.Prove("ana", null, "{}")).Refusal);
    }

    [Fact]
    public async Task Who_turned_on_a_second_factor_meanwhile_is_not_let_in_by_a_passkey_that_is_only_one()
    {
        await world.Person("ana", phone);
        world.Pool.Change(pool => pool with { SecondFactors = [SecondFactor.SoftwareToken] });
        var (asked, token) = ((await world.Begin("ana")).Ok, await world.TokenOf("ana"));
        await new TestBearer(world.World, token).SetUpAuthenticator("app");
        Assert.Equal(Texts.SessionInvalid, (await world.Prove("ana", asked.Session, phone.Prove(PasskeyWorld.Options(asked)).GetRawText())).Refusal);
    }

    [Fact]
    public async Task A_device_is_met_on_the_way()
    {
        await world.Person("ana", phone);
        world.Pool.Change(pool => pool with { Devices = new(true, false) });
        Assert.NotNull((await world.SignIn("ana", phone)).Ok.AuthenticationResult!.NewDeviceMetadata);
    }

    private async Task<(InitiateAuthResponse Asked, string Proof)> Chosen(string name)
    {
        var asked = (await world.App.Initiate("USER_AUTH", ("USERNAME", name))).Ok;
        Assert.Equal("SELECT_CHALLENGE", asked.ChallengeName);
        return (asked, phone.Prove(PasskeyWorld.Options(asked)).GetRawText());
    }

    private Task<Said<RespondToAuthChallengeResponse>> Give(string name, string? session, string credential) =>
        world.App.Respond("SELECT_CHALLENGE", session, ("USERNAME", name), ("ANSWER", "WEB_AUTHN"), ("CREDENTIAL", credential));

    private async Task<JsonNode> Asked(string name) => JsonNode.Parse(PasskeyWorld.Options((await world.Begin(name)).Ok))!;

    // Everything but the two values that differ from person to person and from time to time.
    private static string Shape(JsonNode options)
    {
        var copy = options.DeepClone();
        copy["challenge"] = ((string)copy["challenge"]!).Length;
        copy["allowCredentials"]![0]!["id"] = ((string)copy["allowCredentials"]![0]!["id"]!).Length;
        return copy.ToJsonString();
    }

    private Task<Said<RespondToAuthChallengeResponse>> Choose(string name, string? session, string factor) =>
        world.App.Respond("SELECT_CHALLENGE", session, ("USERNAME", name), ("ANSWER", factor));
}
