using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>Signing up, confirming and signing in, in one go.</summary>
public sealed class FirstSignInTests
{
    private const string Email = "ana@example.com";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public FirstSignInTests()
    {
        pool = world.Pool(one => one with { AutoVerified = ["email"] });
        app = pool.Client(client => client with { Ways = SignInWays.Choice | SignInWays.Custom });
    }

    [Fact]
    public async Task Who_confirms_with_the_session_of_the_sign_up_signs_in_with_what_comes_back()
    {
        var signedUp = (await SignUp("ana")).Ok;
        var confirmed = (await Confirm("ana", signedUp.Session)).Ok;
        Assert.NotEqual(signedUp.Session, confirmed.Session);
        var tokens = (await Begin("ana", confirmed.Session)).Ok.AuthenticationResult!;
        Assert.Equal(signedUp.UserSub, FunctionWorld.Claims(tokens.AccessToken).GetProperty("sub").GetString());
    }

    [Fact]
    public async Task A_server_that_signs_its_calls_can_end_it()
    {
        var confirmed = (await Confirm("ana", (await SignUp("ana")).Ok.Session)).Ok;
        var done = (await world.Call(world.Op<AdminInitiateAuth>(), new()
        {
            UserPoolId = pool.Id, ClientId = app.Id, AuthFlow = "USER_AUTH", AuthParameters = Wire.Map(("USERNAME", "ana")), Session = confirmed.Session,
        })).Ok;
        Assert.NotNull(done.AuthenticationResult!.AccessToken);
    }

    [Fact]
    public async Task An_application_where_nobody_chooses_gets_no_session()
    {
        app.Change(client => client with { Ways = SignInWays.Srp | SignInWays.Custom });
        var signedUp = (await SignUp("ana")).Ok;
        Assert.Null(signedUp.Session);
        Assert.Null((await Confirm("ana", null)).Ok.Session);
        Assert.Equal("InvalidParameterException: USER_AUTH flow not enabled for this client", (await Begin("ana", new string('x', 20))).Refusal);
    }

    [Fact]
    public async Task Nor_does_who_is_confirmed_at_once_or_confirms_without_one()
    {
        Assert.Null((await Confirm("ana", null, await SignUp("ana"))).Ok.Session);
        pool.Hook(Occasion.BeforeSignUp);
        world.Functions.Respond("PreSignUp", """{"autoConfirmUser":true}""");
        var bob = (await SignUp("bob", "bob@example.com")).Ok;
        Assert.True(bob.UserConfirmed);
        Assert.Null(bob.Session);
    }

    [Fact]
    public async Task Where_codes_sign_in_the_code_of_the_sign_up_does_without_a_session()
    {
        pool.Change(one => one with { FirstFactors = [FirstFactor.Password, FirstFactor.EmailCode] });
        await SignUp("ana");
        var confirmed = (await Confirm("ana", null)).Ok;
        Assert.NotNull((await Begin("ana", confirmed.Session)).Ok.AuthenticationResult);

        var late = (await SignUp("bob", "bob@example.com")).Ok.Session;
        world.Wait(TimeSpan.FromMinutes(3));
        Assert.NotNull((await Confirm("bob", late, email: "bob@example.com")).Ok.Session);
    }

    [Fact]
    public async Task Nor_does_who_has_no_password_need_one()
    {
        pool.Change(one => one with { FirstFactors = [FirstFactor.Password, FirstFactor.Passkey] });
        Assert.True((await app.SignUp("ana", null, ("email", Email))).IsOk);
        Assert.NotNull((await Begin("ana", (await Confirm("ana", null)).Ok.Session)).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task But_not_for_whom_a_code_is_not_enough_nor_where_nobody_chooses()
    {
        pool.Change(one => one with
        {
            FirstFactors = [FirstFactor.Password, FirstFactor.EmailCode], RequiresSecondFactor = true, SecondFactors = [SecondFactor.SoftwareToken],
        });
        await SignUp("ana");
        Assert.Null((await Confirm("ana", null)).Ok.Session);

        pool.Change(one => one with { RequiresSecondFactor = false });
        await SignUp("bob", "bob@example.com");
        Assert.Null((await Confirm("bob", null, email: "bob@example.com", through: pool.Client())).Ok.Session);
    }

    [Fact]
    public async Task Nor_by_an_administrators_word()
    {
        pool.Change(one => one with { FirstFactors = [FirstFactor.Password, FirstFactor.EmailCode] });
        var session = (await SignUp("ana")).Ok.Session;
        await pool.Confirm("ana");
        Assert.Equal(Texts.SessionInvalid, (await Begin("ana", session)).Refusal);
        Assert.Equal(Texts.AlreadyConfirmed, (await Confirm("ana", session)).Refusal);
    }

    [Fact]
    public async Task Who_confirms_elsewhere_signs_in_with_the_session_of_the_sign_up()
    {
        var session = (await SignUp("ana")).Ok.Session;
        Assert.Equal(Texts.NotConfirmed, (await Begin("ana", session)).Refusal);
        Assert.Equal(Texts.NotConfirmed, (await Begin("ana", session)).Refusal);
        await Confirm("ana", null);
        Assert.NotNull((await Begin("ana", session)).Ok.AuthenticationResult);
        Assert.Equal(Texts.SessionSpent, (await Begin("ana", session)).Refusal);
    }

    [Fact]
    public async Task A_mistyped_code_is_no_end()
    {
        var session = (await SignUp("ana")).Ok.Session;
        Assert.Equal(Texts.CodeMismatch, (await Confirm("ana", session, code: "000000")).Refusal);
        Assert.NotNull((await Confirm("ana", session)).Ok.Session);
    }

    [Fact]
    public async Task Each_step_is_good_once()
    {
        var first = (await SignUp("ana")).Ok.Session;
        var second = (await Confirm("ana", first)).Ok.Session;
        Assert.Equal(Texts.SessionSpent, (await Confirm("ana", first)).Refusal);
        Assert.Equal(Texts.AlreadyConfirmed, (await Confirm("ana", null)).Refusal);
        Assert.True((await Begin("ana", second)).IsOk);
        Assert.Equal(Texts.SessionSpent, (await Begin("ana", second)).Refusal);
    }

    [Fact]
    public async Task Of_many_at_once_one_signs_in()
    {
        var session = (await Confirm("ana", (await SignUp("ana")).Ok.Session)).Ok.Session;
        var said = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Begin("ana", session))));
        Assert.Single(said, one => one.IsOk);
        Assert.All(said.Where(one => !one.IsOk), one => Assert.Equal(Texts.SessionSpent, one.Refusal));
    }

    [Fact]
    public async Task None_stands_for_another()
    {
        var first = (await SignUp("ana")).Ok.Session;
        Assert.Equal(Texts.SessionInvalid, (await app.Respond("SELECT_CHALLENGE", first, ("USERNAME", "ana"), ("ANSWER", "PASSWORD"))).Refusal);
        var second = (await Confirm("ana", first)).Ok.Session;
        await SignUp("bob", "bob@example.com");
        Assert.Equal(Texts.SessionInvalid, (await Confirm("bob", second, email: "bob@example.com")).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await app.Respond("SELECT_CHALLENGE", second, ("USERNAME", "ana"), ("ANSWER", "PASSWORD"))).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await app.Respond("CUSTOM_CHALLENGE", second, ("USERNAME", "ana"), ("ANSWER", "x"))).Refusal);
        var choice = (await app.Initiate("USER_AUTH", ("USERNAME", "ana"))).Ok.Session;
        Assert.Equal(Texts.SessionInvalid, (await Begin("ana", choice)).Refusal);
    }

    [Fact]
    public async Task It_is_this_persons_and_this_applications()
    {
        var ana = (await SignUp("ana")).Ok.Session;
        await SignUp("bob", "bob@example.com");
        Assert.Equal(Texts.SessionInvalid, (await Confirm("bob", ana, email: "bob@example.com")).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await Confirm("nobody", ana, code: "000000")).Refusal);
        var other = pool.Client(client => client with { Ways = SignInWays.Choice });
        Assert.Equal(Texts.SessionInvalid, (await Confirm("ana", ana, through: other)).Refusal);

        var session = (await Confirm("ana", ana)).Ok.Session;
        Assert.True((await Confirm("bob", null, email: "bob@example.com")).IsOk);
        Assert.Equal(Texts.SessionInvalid, (await Begin("bob", session)).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await Begin("ana", session, other)).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await Begin("ana", "AYABe" + new string('A', 100))).Refusal);
    }

    [Fact]
    public async Task Where_it_is_hidden_nobody_is_refused_as_somebody()
    {
        app.Change(client => client with { HidesUnknownUsers = true });
        pool.User("ana");
        var forged = "AYABe" + new string('A', 100);
        Assert.Equal((await Begin("ana", forged)).Refusal, (await Begin("nobody", forged)).Refusal);
        Assert.Equal((await Confirm("ana", forged, code: "000000")).Refusal, (await Confirm("nobody", forged, code: "000000")).Refusal);
    }

    [Fact]
    public async Task Who_takes_too_long_over_the_code_confirms_and_signs_in_as_ever()
    {
        var session = (await SignUp("ana")).Ok.Session;
        world.Wait(TimeSpan.FromMinutes(3));
        Assert.Null((await Confirm("ana", session)).Ok.Session);
    }

    [Fact]
    public async Task Who_takes_too_long_after_it_signs_in_as_ever()
    {
        var session = (await Confirm("ana", (await SignUp("ana")).Ok.Session)).Ok.Session;
        world.Wait(TimeSpan.FromMinutes(3));
        Assert.Equal(Texts.SessionExpired, (await Begin("ana", session)).Refusal);
    }

    [Fact]
    public async Task Who_is_kept_out_or_given_another_password_meanwhile_does_not_come_in()
    {
        var session = (await Confirm("ana", (await SignUp("ana")).Ok.Session)).Ok.Session;
        await pool.Disable("ana");
        Assert.Equal(Texts.SessionInvalid, (await Begin("ana", session)).Refusal);
        await pool.Enable("ana");
        world.Wait(TimeSpan.FromSeconds(1));
        await pool.SetPassword("ana", World.Another);
        Assert.Equal(Texts.SessionInvalid, (await Begin("ana", session)).Refusal);
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_where_everybody_must_have_one()
    {
        pool.Change(one => one with { RequiresSecondFactor = true, SecondFactors = [SecondFactor.SoftwareToken] });
        var session = (await Confirm("ana", (await SignUp("ana")).Ok.Session)).Ok.Session;
        var asked = (await Begin("ana", session)).Ok;
        Assert.Equal("MFA_SETUP", asked.ChallengeName);
        Assert.Null(asked.AuthenticationResult);
    }

    [Fact]
    public async Task The_functions_of_a_sign_in_are_asked()
    {
        pool.Hook(Occasion.BeforeSignIn, Occasion.AfterSignIn, Occasion.TokenIssue);
        var session = (await Confirm("ana", (await SignUp("ana")).Ok.Session)).Ok.Session;
        Assert.True((await Begin("ana", session)).IsOk);
        Assert.Equal(["PreAuthentication_Authentication", "PostAuthentication_Authentication", "TokenGeneration_Authentication"], world.Functions.Sources);
    }

    private Task<Said<SignUpResponse>> SignUp(string name, string email = Email) => app.SignUp(name, World.Password, ("email", email));

    private Task<Said<ConfirmSignUpResponse>> Confirm(
        string name, string? session, Said<SignUpResponse>? after = null, string? code = null, string email = Email, TestClient? through = null)
    {
        Assert.True(after is null || after.IsOk);
        return world.Call(world.Op<ConfirmSignUp>(), new()
        {
            ClientId = (through ?? app).Id, Username = name, ConfirmationCode = code ?? world.CodeTo(email), Session = session,
        });
    }

    private Task<Said<InitiateAuthResponse>> Begin(string name, string? session, TestClient? through = null) => world.Call(world.Op<InitiateAuth>(), new()
    {
        ClientId = (through ?? app).Id, AuthFlow = "USER_AUTH", AuthParameters = Wire.Map(("USERNAME", name)), Session = session,
    });
}
