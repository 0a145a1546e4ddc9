using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using static Gatehouse.Tests.UserPools.PoolWorld;

namespace Gatehouse.Tests.UserPools;

/// <summary>Passwords that people had before, in pools that do not let them be used again.</summary>
public sealed class PasswordHistoryTests
{
    private const string Used = "PasswordHistoryPolicyViolationException: Password has previously been used.";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;
    private readonly TestUser ana;

    public PasswordHistoryTests()
    {
        pool = world.Pool(p => p with { Passwords = new() { History = 3 } });
        app = pool.Client();
        ana = pool.User("ana", "ana@example.com");
    }

    private static string Nth(int number) => $"Horse-number-{number}";

    private async Task Have(params string[] passwords)
    {
        foreach (var password in passwords)
            Assert.True((await pool.SetPassword("ana", password)).IsOk);
    }

    [Fact]
    public async Task An_administrator_sets_none_of_the_newest()
    {
        Assert.Equal(Used, (await pool.SetPassword("ana", World.Password)).Refusal);
        await Have(Nth(1), Nth(2));
        foreach (var password in (string[])[World.Password, Nth(1), Nth(2)])
            Assert.Equal(Used, (await pool.SetPassword("ana", password)).Refusal);
        await Have(Nth(3), World.Password);
        Assert.Equal(Used, (await pool.SetPassword("ana", Nth(3), permanent: false)).Refusal);
    }

    [Fact]
    public async Task A_refused_password_changes_nothing()
    {
        await Have(Nth(1));
        var before = ana.Now.State;
        Assert.Equal(Used, (await pool.SetPassword("ana", World.Password)).Refusal);
        Assert.Same(before, ana.Now.State);
        Assert.True((await app.SignIn("ana", Nth(1))).IsOk);
    }

    [Fact]
    public async Task Nobody_changes_theirs_to_one_of_the_newest()
    {
        await Have(Nth(1));
        var bearer = await app.In("ana", Nth(1));
        Assert.Equal(Used, (await bearer.ChangePassword(Nth(1), World.Password)).Refusal);
        Assert.Equal(Used, (await bearer.ChangePassword(Nth(1), Nth(1))).Refusal);
        Assert.True((await bearer.ChangePassword(Nth(1), Nth(2))).IsOk);
    }

    [Fact]
    public async Task A_wrong_previous_password_learns_nothing_of_those_before()
    {
        var bearer = await app.In("ana");
        var checks = world.Hasher.Checks;
        Assert.Equal(Texts.WrongPassword, (await bearer.ChangePassword(World.Wrong, World.Password)).Refusal);
        Assert.Equal(checks + 1, world.Hasher.Checks);
    }

    [Fact]
    public async Task A_recovery_does_not_bring_back_one_of_the_newest_and_its_code_works_on()
    {
        await Have(Nth(1));
        await app.Forgot("ana");
        var code = world.CodeTo("ana@example.com");
        Assert.Equal(Used, (await app.ConfirmForgot("ana", code, World.Password)).Refusal);
        Assert.Equal(Used, (await app.ConfirmForgot("ana", code, Nth(1))).Refusal);
        Assert.True((await app.ConfirmForgot("ana", code, Nth(2))).IsOk);
        Assert.True((await app.SignIn("ana", Nth(2))).IsOk);
    }

    [Fact]
    public async Task Whoever_has_not_the_code_learns_nothing_and_makes_us_compute_nothing()
    {
        await Have(Nth(1), Nth(2));
        await app.Forgot("ana");
        var wrong = world.CodeTo("ana@example.com") == "000000" ? "000001" : "000000";
        var checks = world.Hasher.Checks;
        Assert.Equal(Texts.CodeMismatch, (await app.ConfirmForgot("ana", wrong, Nth(1))).Refusal);
        Assert.Equal(checks, world.Hasher.Checks);
    }

    [Fact]
    public async Task A_temporary_password_is_not_replaced_by_itself_or_one_before()
    {
        Assert.True((await pool.SetPassword("ana", Nth(1), permanent: false)).IsOk);
        var asked = (await app.SignIn("ana", Nth(1))).Ok;
        Assert.Equal(Used, (await app.ChooseNewPassword("ana", asked.Session, Nth(1))).Refusal);
        Assert.Equal(Used, (await app.ChooseNewPassword("ana", asked.Session, World.Password)).Refusal);
        Assert.NotNull((await app.ChooseNewPassword("ana", asked.Session, Nth(2))).Ok.AuthenticationResult);
        Assert.Equal(Used, (await pool.SetPassword("ana", Nth(1))).Refusal);
    }

    [Fact]
    public async Task Whoever_tries_one_new_password_after_the_other_is_slowed_down()
    {
        await pool.SetPassword("ana", Nth(1), permanent: false);
        var asked = (await app.SignIn("ana", Nth(1))).Ok;
        for (var i = 0; i < Limit.NewPassword.PerHour; i++)
            Assert.Equal(Used, (await app.ChooseNewPassword("ana", asked.Session, Nth(1))).Refusal);
        Assert.Equal(Texts.TooManyRequests, (await app.ChooseNewPassword("ana", asked.Session, Nth(2))).Refusal);
    }

    [Fact]
    public async Task A_check_costs_a_hash_for_each_password_that_is_remembered_and_no_more()
    {
        pool.Change(p => p with { Passwords = new() { History = 24 } });
        for (var i = 0; i < 30; i++)
            await Have(Nth(i));
        Assert.Equal(23, ana.Now.State.PastPasswords.Count);
        var checks = world.Hasher.Checks;
        await Have(World.Another);
        Assert.Equal(checks + 24, world.Hasher.Checks);
        await Have(Nth(6));
        Assert.Equal(Used, (await pool.SetPassword("ana", Nth(8))).Refusal);
    }

    [Fact]
    public async Task A_pool_without_a_history_keeps_and_checks_nothing()
    {
        pool.Change(p => p with { Passwords = new() });
        await Have(Nth(1), World.Password, World.Password);
        Assert.Empty(ana.Now.State.PastPasswords);
    }

    [Fact]
    public async Task An_invitation_that_is_sent_again_is_remembered_and_not_refused()
    {
        await pool.Create("eva", request => request with { TemporaryPassword = Nth(1), MessageAction = "SUPPRESS", UserAttributes = Wire.List(("email", "eva@example.com")) });
        Assert.True((await pool.Create("eva", request => request with { TemporaryPassword = Nth(1), MessageAction = "RESEND", DesiredDeliveryMediums = ["EMAIL"] })).IsOk);
        Assert.Single(pool.Find("eva")!.State.PastPasswords);
        var asked = (await app.SignIn("eva", Nth(1))).Ok;
        Assert.Equal(Used, (await app.ChooseNewPassword("eva", asked.Session, Nth(1))).Refusal);
    }

    [Theory]
    [InlineData("{'Policies':{'PasswordPolicy':{'PasswordHistorySize':5}}}", 5, 5)]
    [InlineData("{'Policies':{'PasswordPolicy':{'PasswordHistorySize':24}}}", 24, 24)]
    [InlineData("{'Policies':{'PasswordPolicy':{'PasswordHistorySize':0}}}", 0, null)]
    [InlineData("{}", 0, null)]
    public async Task The_pools_settings_say_how_many_and_show_no_zero(string settings, int history, int? shown)
    {
        var at = new PoolWorld();
        var id = await at.Pool(settings);
        Assert.Equal(history, at.Store.Pools.Find(id, default).Done()!.Passwords.History);
        var policy = (await Ask(at.DescribePool, In(id, clientName: null)))["UserPool"]!["Policies"]!["PasswordPolicy"]!;
        Assert.Equal(shown, (int?)policy["PasswordHistorySize"]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(25)]
    public async Task A_history_goes_back_to_24(int size)
    {
        var refused = await Refused(new PoolWorld().CreatePool, Json($"{{'PoolName':'p','Policies':{{'PasswordPolicy':{{'PasswordHistorySize':{size}}}}}}}"));
        Assert.Equal("InvalidParameterException", refused.Code);
    }
}
