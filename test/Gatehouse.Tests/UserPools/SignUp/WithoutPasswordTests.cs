using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>People without a password: how they come to be, how they come in, and how they get one later.</summary>
public sealed class WithoutPasswordTests
{
    private const string Mail = "ana@example.com";
    private const string NoPassword =
        "InvalidParameterException: 1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null";

    private const string NoWayIn = "InvalidParameterException: A user without a password needs an email or phone_number to which sign-in codes can be sent.";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public WithoutPasswordTests()
    {
        pool = world.Pool(rules => rules with { FirstFactors = [FirstFactor.Password, FirstFactor.EmailCode, FirstFactor.SmsCode], AutoVerified = ["email"] });
        app = pool.Client(client => client with { Ways = client.Ways | SignInWays.Choice });
    }

    [Fact]
    public async Task Somebody_signs_up_without_one_confirms_and_comes_in_by_a_code()
    {
        var signedUp = (await app.SignUp("ana", null, ("email", Mail))).Ok;
        Assert.False(signedUp.UserConfirmed);
        Assert.Equal("a***@e***", signedUp.CodeDeliveryDetails!.Destination);
        Assert.Null(pool.Find("ana")!.State.Password);
        Assert.True((await app.Confirm("ana", world.CodeTo(Mail))).IsOk);
        Assert.Equal("CONFIRMED", (await pool.Get("ana")).Ok.UserStatus);

        Assert.Equal(["EMAIL_OTP"], (await app.Initiate("USER_AUTH", ("USERNAME", "ana"))).Ok.AvailableChallenges);
        Assert.NotNull((await ByCode("ana")).AccessToken);
    }

    [Fact]
    public async Task The_first_code_confirms_who_did_not_confirm_before()
    {
        await app.SignUp("ana", null, ("email", Mail));
        world.Wait(TimeSpan.FromMinutes(1));
        Assert.NotNull((await ByCode("ana")).AccessToken);
        Assert.Equal(("CONFIRMED", true), ((await pool.Get("ana")).Ok.UserStatus, pool.Find("ana")!.HasProven("email")));
    }

    [Fact]
    public async Task Where_passkeys_are_all_there_is_the_sign_up_signs_in_to_make_one()
    {
        pool.Change(rules => rules with { FirstFactors = [FirstFactor.Password, FirstFactor.Passkey], Passkeys = new(Challenges.Party, false, false) });
        var signedUp = (await app.SignUp("ana", null, ("email", Mail))).Ok;
        var confirmed = (await world.Call(world.Op<ConfirmSignUp>(), new()
        {
            ClientId = app.Id, Username = "ana", ConfirmationCode = world.CodeTo(Mail), Session = signedUp.Session,
        })).Ok;
        var tokens = (await world.Call(world.Op<InitiateAuth>(), new()
        {
            ClientId = app.Id, AuthFlow = "USER_AUTH", AuthParameters = Wire.Map(("USERNAME", "ana")), Session = confirmed.Session,
        })).Ok.AuthenticationResult!;

        using var phone = new SoftAuthenticator("https://app.example.com", Challenges.Party);
        var options = (await world.Call(world.Op<StartWebAuthnRegistration>(), new() { AccessToken = tokens.AccessToken! })).Ok;
        Assert.True((await world.Call(world.Op<CompleteWebAuthnRegistration>(), new()
        {
            AccessToken = tokens.AccessToken!, Credential = phone.Make(options.CredentialCreationOptions!.Value),
        })).IsOk);
        var person = new Person(app, "ana") { Passkey = phone };
        Assert.Equal(["WEB_AUTHN", "tokens"], await person.Walk(await person.Begin("WEB_AUTHN")));
    }

    /// <summary>What a pool offers and requires, what somebody brings, and what becomes of a sign-up without a password.</summary>
    [Theory]
    [InlineData("password", false, "email", NoPassword)]
    [InlineData("password", false, "", NoPassword)]
    [InlineData("password mail", false, "email", null)]
    [InlineData("mail", false, "email", null)]
    [InlineData("password mail", false, "phone_number", NoWayIn)]
    [InlineData("password mail", false, "", NoWayIn)]
    [InlineData("password text", false, "phone_number", null)]
    [InlineData("password text", false, "email", NoWayIn)]
    [InlineData("password passkey", false, "", null)]
    [InlineData("password mail passkey", false, "", null)]
    [InlineData("password mail text passkey", true, "email", NoPassword)]
    public async Task Only_who_can_come_in_otherwise_needs_none(string offers, bool required, string has, string? refusal)
    {
        pool.Change(rules => rules with
        {
            FirstFactors = [.. offers.Split(' ').Select(Factor)], RequiresSecondFactor = required, SecondFactors = [SecondFactor.SoftwareToken], AutoVerified = [],
        });
        var said = await app.SignUp("bob", null, has.Length == 0 ? [] : [(has, has == "email" ? "bob@example.com" : "+15550001234")]);
        Assert.Equal(refusal, said.IsOk ? null : said.Refusal);
        Assert.Equal(refusal is null, pool.Find("bob") is not null);
    }

    [Fact]
    public async Task A_password_that_is_given_keeps_the_rules_all_the_same()
    {
        Assert.StartsWith("InvalidPasswordException", (await app.SignUp("ana", "short", ("email", Mail))).Refusal, StringComparison.Ordinal);
        Assert.True((await app.SignUp("ana", World.Password, ("email", Mail))).IsOk);
        Assert.NotNull(pool.Find("ana")!.State.Password);
    }

    [Fact]
    public async Task Who_is_added_without_one_is_confirmed_and_gets_no_invitation()
    {
        var made = (await Add("ana", ("email", Mail), ("email_verified", "true"))).Ok.User!;
        Assert.Equal("CONFIRMED", made.UserStatus);
        Assert.Empty(world.Sent());
        Assert.NotNull((await ByCode("ana")).AccessToken);
        Assert.Equal(
            "UnsupportedUserStateException: Resend not possible. Current status of the user is CONFIRMED",
            (await pool.Create("ana", request => request with { MessageAction = "RESEND" })).Refusal);
    }

    [Fact]
    public async Task Who_is_added_with_one_or_could_not_come_in_without_has_one_for_the_first_time()
    {
        var given = (await pool.Create("ana", request => request with { UserAttributes = Wire.List(("email", Mail)), TemporaryPassword = World.Password })).Ok.User!;
        Assert.Equal("FORCE_CHANGE_PASSWORD", given.UserStatus);
        Assert.Equal("FORCE_CHANGE_PASSWORD", (await Add("bob")).Ok.User!.UserStatus);
        pool.Change(rules => rules with { RequiresSecondFactor = true, SecondFactors = [SecondFactor.SoftwareToken] });
        Assert.Equal("FORCE_CHANGE_PASSWORD", (await Add("cid", ("email", "cid@example.com"))).Ok.User!.UserStatus);
        pool.Change(rules => rules with { RequiresSecondFactor = false, FirstFactors = [FirstFactor.Password, FirstFactor.Passkey] });
        Assert.Equal("FORCE_CHANGE_PASSWORD", (await Add("dan", ("email", "dan@example.com"))).Ok.User!.UserStatus);
    }

    [Fact]
    public async Task No_password_is_the_right_one()
    {
        await Add("ana", ("email", Mail));
        foreach (var guess in (string[])[World.Password, " ", "null"])
            Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana", guess)).Refusal);
        Assert.Equal(Texts.WrongPassword, (await app.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", World.Password))).Refusal);
        var prover = new SrpProver();
        var asked = (await app.Initiate("USER_SRP_AUTH", ("USERNAME", "ana"), ("SRP_A", prover.A))).Ok;
        Assert.Equal("PASSWORD_VERIFIER", asked.ChallengeName);
        Assert.Equal(Texts.WrongPassword, (await app.Respond("PASSWORD_VERIFIER", null, prover.Answers(asked.ChallengeParameters!, pool.Id, "", world.Now))).Refusal);
        Assert.Equal(
            "InvalidParameterException: The selected challenge is not one of those that are available.",
            (await app.Respond("SELECT_CHALLENGE", (await app.Initiate("USER_AUTH", ("USERNAME", "ana"))).Ok.Session, ("USERNAME", "ana"), ("ANSWER", "PASSWORD"), ("PASSWORD", World.Password))).Refusal);
    }

    [Fact]
    public async Task They_choose_one_themselves_without_naming_another()
    {
        await Add("ana", ("email", Mail));
        var bearer = new TestBearer(world, (await ByCode("ana")).AccessToken!);
        Assert.StartsWith("InvalidPasswordException", (await bearer.ChangePassword(null, "short")).Refusal, StringComparison.Ordinal);
        Assert.True((await bearer.ChangePassword(null, World.Another)).IsOk);
        Assert.NotNull((await app.SignIn("ana", World.Another)).Ok.AuthenticationResult);
        Assert.Contains("PASSWORD", (await app.Initiate("USER_AUTH", ("USERNAME", "ana"))).Ok.AvailableChallenges!);

        // From now on they have one, and must know it to change it.
        Assert.Equal(Texts.WrongPassword, (await bearer.ChangePassword(null, World.Password)).Refusal);
        Assert.True((await bearer.ChangePassword(World.Another, World.Password)).IsOk);
    }

    [Fact]
    public async Task Of_many_who_choose_one_at_once_one_does()
    {
        await Add("ana", ("email", Mail));
        var token = (await ByCode("ana")).AccessToken!;
        var said = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Task.Run(() => new TestBearer(world, token).ChangePassword(null, $"Correct-horse-{i}"))));
        Assert.Single(said, s => s.IsOk);
        Assert.Equal(5, said.Count(s => s.IsOk || s.Refusal == Texts.WrongPassword));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "NEW_PASSWORD_REQUIRED")]
    public async Task An_administrator_gives_them_one(bool permanent, string? next)
    {
        await Add("ana", ("email", Mail));
        Assert.True((await pool.SetPassword("ana", World.Password, permanent)).IsOk);
        Assert.Equal(next, (await app.SignIn("ana")).Ok.ChallengeName);
    }

    [Fact]
    public async Task They_recover_what_they_never_had_by_a_proven_address_only()
    {
        await Add("ana", ("email", Mail));
        Assert.Equal(Texts.NothingVerified, (await app.Forgot("ana")).Refusal);
        await ByCode("ana");
        world.Wait(TimeSpan.FromMinutes(1));
        Assert.True((await app.Forgot("ana")).IsOk);
        Assert.True((await app.ConfirmForgot("ana", world.CodeTo(Mail))).IsOk);
        Assert.NotNull((await app.SignIn("ana", World.Another)).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task Whoever_gets_a_password_meanwhile_begins_anew()
    {
        await Add("ana", ("email", Mail));
        var asked = (await app.Initiate("USER_AUTH", ("USERNAME", "ana"), ("PREFERRED_CHALLENGE", "EMAIL_OTP"))).Ok;
        await pool.SetPassword("ana", World.Password);
        Assert.Equal(Texts.SessionInvalid, (await app.Answer("ana", asked, world.CodeTo(Mail))).Refusal);
    }

    [Fact]
    public async Task They_have_no_second_factor_for_there_is_nothing_it_would_be_second_to()
    {
        pool.Change(rules => rules with { SecondFactors = [SecondFactor.SoftwareToken, SecondFactor.Email] });
        await Add("ana", ("email", Mail));
        var bearer = new TestBearer(world, (await ByCode("ana")).AccessToken!);
        const string refused = "InvalidParameterException: A user without a password cannot enable an MFA type other than together with passkey MFA.";
        Assert.Equal(refused, (await bearer.Prefer(email: new() { Enabled = true })).Refusal);
        Assert.Equal(refused, (await pool.Prefer("ana", email: new() { Enabled = true })).Refusal);
        Assert.True((await bearer.Prefer(email: new() { Enabled = false })).IsOk);
        Assert.True((await bearer.ChangePassword(null, World.Password)).IsOk);
        Assert.True((await bearer.Prefer(email: new() { Enabled = true })).IsOk);
        Assert.Equal("EMAIL_OTP", (await app.SignIn("ana")).Ok.ChallengeName);
    }

    [Fact]
    public async Task Where_nothing_is_left_to_begin_with_a_password_is_asked_for_and_none_is_right()
    {
        await Add("ana", ("email", Mail));
        pool.Change(rules => rules with { RequiresSecondFactor = true, SecondFactors = [SecondFactor.SoftwareToken] });
        var asked = (await app.Initiate("USER_AUTH", ("USERNAME", "ana"))).Ok;
        Assert.Equal(["PASSWORD", "PASSWORD_SRP"], asked.AvailableChallenges);
        Assert.Equal(
            Texts.WrongPassword,
            (await app.Respond("SELECT_CHALLENGE", asked.Session, ("USERNAME", "ana"), ("ANSWER", "PASSWORD"), ("PASSWORD", World.Password))).Refusal);
    }

    [Fact]
    public async Task Before_they_are_confirmed_they_have_no_second_factor_either()
    {
        pool.Change(rules => rules with { SecondFactors = [SecondFactor.Email] });
        await app.SignUp("ana", null, ("email", Mail));
        Assert.False((await pool.Prefer("ana", email: new() { Enabled = true })).IsOk);
        Assert.NotNull((await ByCode("ana")).AccessToken);
    }

    [Fact]
    public async Task What_they_have_is_listed()
    {
        await Add("ana", ("email", Mail));
        var listed = (await world.Call(world.Op<AdminGetUserAuthFactors>(), new() { UserPoolId = pool.Id, Username = "ana" })).Ok;
        Assert.Equal(["EMAIL_OTP"], listed.ConfiguredUserAuthFactors);
    }

    [Fact]
    public async Task Some_strangers_seem_to_have_none_either_and_none_seems_to_where_everybody_has_one()
    {
        var hiding = pool.Client(client => client with { Ways = SignInWays.Choice, HidesUnknownUsers = true });
        Assert.InRange(await Without(), 20, 180);
        pool.Change(rules => rules with { FirstFactors = [FirstFactor.Password] });
        Assert.Equal(0, await Without());

        async Task<int> Without()
        {
            var count = 0;
            for (var i = 0; i < 400; i++)
            {
                var offered = (await hiding.Initiate("USER_AUTH", ("USERNAME", $"stranger{i}"))).Ok.AvailableChallenges!;
                Assert.NotEmpty(offered);
                count += offered.Contains("PASSWORD") ? 0 : 1;
            }

            return count;
        }
    }

    private Task<Said<AdminCreateUserResponse>> Add(string name, params (string, string?)[] attributes) =>
        pool.Create(name, request => request with { UserAttributes = Wire.List(attributes) });

    private async Task<AuthenticationResultType> ByCode(string name)
    {
        world.Wait(TimeSpan.FromSeconds(1));
        var asked = (await app.Initiate("USER_AUTH", ("USERNAME", name), ("PREFERRED_CHALLENGE", "EMAIL_OTP"))).Ok;
        return (await app.Answer(name, asked, world.CodeTo($"{name}@example.com"))).Ok.AuthenticationResult!;
    }

    private static FirstFactor Factor(string word) => word switch
    {
        "password" => FirstFactor.Password,
        "mail" => FirstFactor.EmailCode,
        "text" => FirstFactor.SmsCode,
        _ => FirstFactor.Passkey,
    };
}
