using System.Text.Json.Nodes;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.UserPools;

/// <summary>Passwords that were stolen elsewhere, and what the settings for risks do about them.</summary>
public sealed class CompromisedPasswordTests
{
    private const string Stolen = "Stolen-horse-9";
    private const string Refusal = "InvalidPasswordException: Provided password cannot be used for security reasons.";

    private readonly World world;
    private readonly TestPool pool;
    private readonly TestClient app;

    public CompromisedPasswordTests()
        : this(CompromisedDefault.Off)
    {
    }

    private CompromisedPasswordTests(CompromisedDefault otherwise)
    {
        world = new(with: parts => parts.AddSingleton<ICompromisedPasswords>(new StolenPasswords()).AddSingleton(otherwise));
        pool = world.Pool(p => p with { Threats = ThreatMode.Enforced, AutoVerified = ["email"] });
        app = pool.Client();
    }

    private async Task Rule(string action = "BLOCK", string? client = null, params string[] filter)
    {
        var set = await world.Call(world.Op<SetRiskConfiguration>(), new()
        {
            UserPoolId = pool.Id,
            ClientId = client,
            CompromisedCredentialsRiskConfiguration = new() { EventFilter = filter.Length == 0 ? null : filter, Actions = new() { EventAction = action } },
        });
        Assert.True(set.IsOk);
    }

    private TestUser Victim(string name = "ana") => pool.User(name, $"{name}@example.com", with: state => state with
    {
        Password = state.Password! with { Hash = $"fast$0${Stolen}", Srp = TestKeys.Srp.Enrol(pool.Now.ShortName, name, Stolen) },
    });

    private async Task<IReadOnlyList<AuthEventType>> Events(string name = "ana")
    {
        await world.KeepEvents();
        return (await world.Call(world.Op<AdminListUserAuthEvents>(), new() { UserPoolId = pool.Id, Username = name })).Ok.AuthEvents!;
    }

    [Fact]
    public async Task Without_a_rule_nothing_is_looked_at()
    {
        Victim();
        Assert.True((await app.SignIn("ana", Stolen)).IsOk);
        Assert.True((await app.SignUp("eva", Stolen, ("email", "eva@example.com"))).IsOk);
        Assert.All(await Events(), happened => Assert.Null(happened.EventRisk));
    }

    [Fact]
    public async Task A_sign_up_with_a_stolen_password_is_refused()
    {
        await Rule();
        Assert.Equal(Refusal, (await app.SignUp("eva", Stolen, ("email", "eva@example.com"))).Refusal);
        Assert.Null(pool.Find("eva"));
        Assert.True((await app.SignUp("eva", World.Password, ("email", "eva@example.com"))).IsOk);
    }

    [Fact]
    public async Task No_password_is_changed_to_a_stolen_one()
    {
        await Rule();
        pool.User("ana", "ana@example.com");
        var bearer = await app.In("ana");
        Assert.Equal(Refusal, (await bearer.ChangePassword(World.Password, Stolen)).Refusal);
        Assert.Equal(Refusal, (await pool.SetPassword("ana", Stolen)).Refusal);

        await app.Forgot("ana");
        var code = world.CodeTo("ana@example.com");
        Assert.Equal(Refusal, (await app.ConfirmForgot("ana", code, Stolen)).Refusal);
        Assert.True((await app.ConfirmForgot("ana", code, World.Another)).IsOk);

        await pool.SetPassword("ana", World.Password, permanent: false);
        var asked = (await app.SignIn("ana")).Ok;
        Assert.Equal(Refusal, (await app.ChooseNewPassword("ana", asked.Session, Stolen)).Refusal);
        Assert.True((await app.ChooseNewPassword("ana", asked.Session, World.Another)).IsOk);
    }

    [Fact]
    public async Task Whoever_signs_in_by_a_stolen_password_must_recover_it_first()
    {
        await Rule();
        var ana = Victim();
        Assert.Equal(Texts.ResetRequired, (await app.SignIn("ana", Stolen)).Refusal);
        Assert.Equal(UserStatus.ResetRequired, ana.Now.Status);
        Assert.Equal(Texts.ResetRequired, (await app.SignIn("ana", Stolen)).Refusal);

        await app.Forgot("ana");
        Assert.True((await app.ConfirmForgot("ana", world.CodeTo("ana@example.com"))).IsOk);
        Assert.True((await app.SignIn("ana", World.Another)).IsOk);
    }

    [Fact]
    public async Task Where_it_is_hidden_who_is_known_a_stolen_password_is_like_a_wrong_one()
    {
        await Rule();
        var ana = Victim();
        var hiding = pool.Client(client => client with { HidesUnknownUsers = true });
        Assert.Equal(Texts.WrongPassword, (await hiding.SignIn("ana", Stolen)).Refusal);
        Assert.Equal(UserStatus.ResetRequired, ana.Now.Status);
        Assert.Equal(Texts.WrongPassword, (await hiding.SignIn("ana", Stolen)).Refusal);
    }

    [Fact]
    public async Task The_sessions_of_whoever_is_kept_out_end()
    {
        var ana = Victim();
        var bearer = await app.In("ana", Stolen);
        await Rule();
        Assert.Equal(Texts.ResetRequired, (await app.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", Stolen))).Refusal);
        Assert.Equal(Texts.TokenRevoked, (await bearer.Get()).Refusal);
        Assert.Equal(UserStatus.ResetRequired, ana.Now.Status);
    }

    [Fact]
    public async Task A_password_that_is_chosen_as_first_factor_is_looked_at_too()
    {
        await Rule();
        Victim();
        var choosing = pool.Client(client => client with { Ways = client.Ways | SignInWays.Choice });
        Assert.Equal(Texts.ResetRequired, (await choosing.Initiate("USER_AUTH", ("USERNAME", "ana"), ("PREFERRED_CHALLENGE", "PASSWORD"), ("PASSWORD", Stolen))).Refusal);
    }

    [Fact]
    public async Task By_SRP_no_password_comes_that_could_be_looked_at()
    {
        await Rule();
        var ana = Victim();
        Assert.NotNull((await new SrpSignIn(app).Try("ana", Stolen)).Ok.AuthenticationResult);
        Assert.Equal(UserStatus.Confirmed, ana.Now.Status);
    }

    [Fact]
    public async Task A_wrong_password_that_was_stolen_keeps_nobody_out()
    {
        await Rule();
        var ana = pool.User("ana", "ana@example.com");
        Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana", Stolen)).Refusal);
        Assert.Equal(UserStatus.Confirmed, ana.Now.Status);
        Assert.Null((await Events())[0].EventRisk);
    }

    [Fact]
    public async Task A_temporary_password_is_replaced_anyhow()
    {
        await Rule();
        var ana = Victim();
        world.Store.Users.Change(pool.Now, ana.Sub, user => Do(() => user.SetTemporaryPassword(user.State.Password!, 0, world.Now)), false, default).Done();
        Assert.Equal("NEW_PASSWORD_REQUIRED", (await app.SignIn("ana", Stolen)).Ok.ChallengeName);
        Assert.Equal(UserStatus.ForceChangePassword, ana.Now.Status);
    }

    [Theory]
    [InlineData("SIGN_IN", false, true, true)]
    [InlineData("SIGN_UP", true, false, true)]
    [InlineData("PASSWORD_CHANGE", true, true, false)]
    public async Task A_filter_says_when_passwords_are_looked_at(string filter, bool signsIn, bool signsUp, bool changes)
    {
        await Rule("BLOCK", null, filter);
        Victim();
        pool.User("bob", "bob@example.com");
        Assert.Equal(signsIn, (await app.SignIn("ana", Stolen)).IsOk);
        Assert.Equal(signsUp, (await app.SignUp("eva", Stolen, ("email", "eva@example.com"))).IsOk);
        Assert.Equal(changes, (await pool.SetPassword("bob", Stolen)).IsOk);
    }

    [Fact]
    public async Task Where_the_rule_takes_no_action_it_is_written_down()
    {
        await Rule("NO_ACTION");
        var ana = Victim();
        var bearer = await app.In("ana", Stolen);
        Assert.Equal((true, RiskDecisionType.NoRisk, "Pass"), Risk((await Events())[0]));
        Assert.Equal(UserStatus.Confirmed, ana.Now.Status);

        world.Wait(TimeSpan.FromSeconds(1));
        Assert.True((await bearer.ChangePassword(Stolen, Stolen)).IsOk);
        Assert.Equal((true, RiskDecisionType.NoRisk, "Pass"), Risk((await Events())[0]));

        await app.SignUp("eva", Stolen, ("email", "eva@example.com"));
        Assert.Equal((true, RiskDecisionType.NoRisk, "Pass"), Risk((await Events("eva"))[0]));
    }

    [Fact]
    public async Task What_is_blocked_is_written_down_as_well()
    {
        await Rule();
        Victim();
        pool.User("bob", "bob@example.com");
        await app.SignIn("ana", Stolen);
        Assert.Equal((true, RiskDecisionType.Block, "Fail"), Risk((await Events())[0]));

        var bob = await app.In("bob");
        world.Wait(TimeSpan.FromSeconds(1));
        await bob.ChangePassword(World.Password, Stolen);
        var change = (await Events("bob"))[0];
        Assert.Equal((true, RiskDecisionType.Block, "Fail"), Risk(change));
        Assert.Equal("Success", Assert.Single(change.ChallengeResponses!).ChallengeResponse);
    }

    [Fact]
    public async Task A_pool_that_only_watches_refuses_nobody()
    {
        await Rule();
        pool.Change(p => p with { Threats = ThreatMode.Audit });
        Victim();
        Assert.True((await app.SignIn("ana", Stolen)).IsOk);
        Assert.Equal((true, RiskDecisionType.NoRisk, "Pass"), Risk((await Events())[0]));
        pool.Change(p => p with { Threats = ThreatMode.Off });
        Assert.True((await app.SignUp("eva", Stolen, ("email", "eva@example.com"))).IsOk);
    }

    [Fact]
    public async Task The_settings_of_an_application_take_the_place_of_the_pools()
    {
        await Rule();
        await Rule("NO_ACTION", app.Id);
        var other = pool.Client();
        Assert.True((await app.SignUp("eva", Stolen, ("email", "eva@example.com"))).IsOk);
        Assert.Equal(Refusal, (await other.SignUp("bob", Stolen, ("email", "bob@example.com"))).Refusal);

        var ranges = new SetRiskConfigurationRequest { UserPoolId = pool.Id, ClientId = other.Id, RiskExceptionConfiguration = new() { BlockedIPRangeList = ["203.0.113.0/24"] } };
        Assert.True((await world.Call(world.Op<SetRiskConfiguration>(), ranges)).IsOk);
        Assert.True((await other.SignUp("bob", Stolen, ("email", "bob@example.com"))).IsOk);
    }

    [Fact]
    public async Task The_operator_may_refuse_them_everywhere_and_a_pools_own_rule_still_counts()
    {
        var at = new CompromisedPasswordTests(new(new CompromisedRule(CompromisedRule.Always, Blocks: true)));
        Assert.Equal(Refusal, (await at.app.SignUp("eva", Stolen, ("email", "eva@example.com"))).Refusal);
        at.pool.Change(p => p with { Threats = ThreatMode.Off });
        Assert.Equal(Refusal, (await at.app.SignUp("eva", Stolen, ("email", "eva@example.com"))).Refusal);

        at.pool.Change(p => p with { Threats = ThreatMode.Enforced });
        await at.Rule("NO_ACTION");
        Assert.True((await at.app.SignUp("eva", Stolen, ("email", "eva@example.com"))).IsOk);
    }

    [Fact]
    public async Task A_password_that_breaks_the_policy_is_told_of_that_first()
    {
        await Rule();
        Assert.Equal(Texts.TooShort, (await app.SignUp("eva", "Short-1", ("email", "eva@example.com"))).Refusal);
    }

    [Fact]
    public async Task A_stolen_password_says_nothing_of_who_is_there()
    {
        await Rule();
        pool.User("ana", "ana@example.com");
        var hiding = pool.Client(client => client with { HidesUnknownUsers = true });
        Assert.Equal(Refusal, (await hiding.ConfirmForgot("ana", "123456", Stolen)).Refusal);
        Assert.Equal(Refusal, (await hiding.ConfirmForgot("nobody", "123456", Stolen)).Refusal);
    }

    private static (bool? IsCompromised, string? Decision, string? Response) Risk(AuthEventType happened) =>
        (happened.EventRisk?.CompromisedCredentialsDetected, happened.EventRisk?.RiskDecision, happened.EventResponse);

    private static bool Do(Action act)
    {
        act();
        return true;
    }

    private sealed class StolenPasswords : ICompromisedPasswords
    {
        public bool Knows(string password) => password == Stolen || password == "Short-1";
    }
}
