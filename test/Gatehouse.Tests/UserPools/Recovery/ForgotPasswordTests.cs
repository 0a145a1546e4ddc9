using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

public class ForgotPasswordTests
{
    private const string Mail = "ana@example.com";
    private const string Phone = "+14325550100";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public ForgotPasswordTests()
    {
        pool = world.Pool();
        app = pool.Client();
    }

    [Fact]
    public async Task A_code_to_a_proven_address_sets_a_new_password_and_ends_every_session()
    {
        pool.User("ana", Mail);
        var bearer = await app.In("ana");
        var details = (await app.Forgot("ana")).Ok.CodeDeliveryDetails!;
        Assert.Equal(("a***@e***", "EMAIL", "email"), (details.Destination, details.DeliveryMedium, details.AttributeName));
        Assert.Equal(MessagePurpose.ForgotPassword, world.Sent(Mail)[^1].Purpose);
        Assert.True((await app.ConfirmForgot("ana", world.CodeTo(Mail))).IsOk);
        Assert.Equal(Texts.TokenRevoked, (await bearer.Get()).Refusal);
        Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana")).Refusal);
        Assert.True((await app.SignIn("ana", World.Another)).IsOk);
    }

    [Theory]
    [InlineData("phone_number email", true, true, Phone)]
    [InlineData("email phone_number", true, true, Mail)]
    [InlineData("phone_number email", true, false, Mail)]
    [InlineData("email phone_number", false, true, Phone)]
    [InlineData("email", true, true, Mail)]
    [InlineData("email", false, true, null)]
    [InlineData("phone_number", true, false, null)]
    public async Task The_pool_says_where_a_code_may_go_and_which_address_first(string order, bool mail, bool phone, string? expected)
    {
        pool.Change(p => p with { Recovery = order.Split(' ') });
        pool.User("ana", mail ? Mail : null, phone ? Phone : null);
        var said = await app.Forgot("ana");
        Assert.Equal(expected, world.Sent().SingleOrDefault()?.Destination);
        if (expected is null)
            Assert.Equal(Texts.NothingVerified, said.Refusal);
    }

    [Fact]
    public async Task An_unproven_address_gets_nothing()
    {
        pool.User("ana", Mail, proven: false);
        Assert.Equal(Texts.NothingVerified, (await app.Forgot("ana")).Refusal);
        Assert.Empty(world.Sent());
    }

    [Fact]
    public async Task Where_only_administrators_help_nobody_helps_themselves()
    {
        pool.Change(p => p with { Recovery = [] });
        pool.User("ana", Mail);
        Assert.Equal(Texts.AskAdministrator, (await app.Forgot("ana")).Refusal);
        Assert.Equal(Texts.AskAdministrator, (await app.Forgot("nobody")).Refusal);
    }

    [Theory]
    [InlineData(UserStatus.Unconfirmed)]
    [InlineData(UserStatus.ForceChangePassword)]
    [InlineData(UserStatus.ExternalProvider)]
    public async Task Who_never_had_a_password_of_their_own_recovers_none(UserStatus status)
    {
        pool.User("ana", Mail, with: u => u with { Status = status });
        Assert.Equal(Texts.CannotReset, (await app.Forgot("ana")).Refusal);
        Assert.Equal(Texts.CannotReset, (await app.ConfirmForgot("ana", "123456")).Refusal);
    }

    [Fact]
    public async Task Who_is_disabled_recovers_nothing_not_even_with_a_code_sent_before()
    {
        pool.User("ana", Mail);
        await app.Forgot("ana");
        await pool.Disable("ana");
        Assert.Equal(Texts.Disabled, (await app.Forgot("ana")).Refusal);
        Assert.Equal(Texts.Disabled, (await app.ConfirmForgot("ana", world.CodeTo(Mail))).Refusal);
    }

    [Fact]
    public async Task Five_codes_an_hour_by_whatever_name()
    {
        pool.Change(p => p with { Names = new SignInNames { Aliases = ["email"] } });
        var ana = pool.User("ana", Mail);
        foreach (var name in (string[])["ana", "ANA", Mail, ana.Sub, "ana"])
            Assert.True((await app.Forgot(name)).IsOk);
        Assert.Equal(Texts.AttemptLimit, (await app.Forgot(Mail)).Refusal);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, Texts.CodeExpired)]
    [InlineData(1, Texts.CodeExpired)]
    public async Task A_code_works_for_an_hour(int seconds, string? refusal)
    {
        pool.User("ana", Mail);
        await app.Forgot("ana");
        world.Wait(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(seconds));
        var said = await app.ConfirmForgot("ana", world.CodeTo(Mail));
        Assert.Equal(refusal, said.IsOk ? null : said.Refusal);
    }

    [Fact]
    public async Task A_code_works_once_and_only_the_newest()
    {
        pool.User("ana", Mail);
        await app.Forgot("ana");
        var first = world.CodeTo(Mail);
        world.Wait(TimeSpan.FromSeconds(1));
        await app.Forgot("ana");
        var second = world.CodeTo(Mail);
        if (first != second)
            Assert.Equal(Texts.CodeMismatch, (await app.ConfirmForgot("ana", first)).Refusal);
        Assert.True((await app.ConfirmForgot("ana", second)).IsOk);
        Assert.Equal(Texts.CodeExpired, (await app.ConfirmForgot("ana", second)).Refusal);
    }

    [Fact]
    public async Task After_five_wrong_guesses_the_code_is_dead()
    {
        pool.User("ana", Mail);
        await app.Forgot("ana");
        var wrong = world.CodeTo(Mail) == "000000" ? "000001" : "000000";
        for (var i = 0; i < 5; i++)
            Assert.Equal(Texts.CodeMismatch, (await app.ConfirmForgot("ana", wrong)).Refusal);
        Assert.Equal(Texts.AttemptLimit, (await app.ConfirmForgot("ana", world.CodeTo(Mail))).Refusal);
    }

    [Fact]
    public async Task A_weak_password_does_not_cost_the_code()
    {
        pool.User("ana", Mail);
        await app.Forgot("ana");
        Assert.Equal(Texts.TooShort, (await app.ConfirmForgot("ana", world.CodeTo(Mail), "Short1!")).Refusal);
        Assert.True((await app.ConfirmForgot("ana", world.CodeTo(Mail))).IsOk);
    }

    [Fact]
    public async Task Of_thirty_two_answers_at_once_one_sets_the_password()
    {
        pool.User("ana", Mail);
        await app.Forgot("ana");
        var code = world.CodeTo(Mail);
        var said = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => app.ConfirmForgot("ana", code, $"Correct-horse-{i:D2}"))));
        Assert.Single(said, s => s.IsOk);
        var works = 0;
        for (var i = 0; i < 32; i++)
        {
            world.Wait(TimeSpan.FromHours(1));
            works += (await app.SignIn("ana", $"Correct-horse-{i:D2}")).IsOk ? 1 : 0;
        }

        Assert.Equal(1, works);
    }

    [Fact]
    public async Task A_sign_in_that_waits_for_a_new_password_does_not_outlive_the_recovery()
    {
        await pool.Create("ana", r => r with { TemporaryPassword = World.Password, UserAttributes = Wire.List(("email", Mail), ("email_verified", "true")) });
        var session = (await app.SignIn("ana")).Ok.Session;
        await pool.SetPassword("ana", World.Another);
        Assert.Equal(Texts.SessionInvalid, (await app.ChooseNewPassword("ana", session, "Third-horse-9")).Refusal);
    }

    [Fact]
    public async Task An_address_lost_to_another_person_is_not_proven_again_by_an_old_code()
    {
        pool.Change(p => p with { Names = new SignInNames { Aliases = ["email"] } });
        var ana = pool.User("ana", Mail);
        await app.Forgot("ana");
        var code = world.CodeTo(Mail);
        await pool.Create("bob", r => r with { UserAttributes = Wire.List(("email", Mail), ("email_verified", "true")), ForceAliasCreation = true });
        Assert.True((await app.ConfirmForgot("ana", code)).IsOk);
        Assert.Equal("false", ana["email_verified"]);
        Assert.Equal("bob", pool.Find(Mail)!.Username);
    }

    [Fact]
    public async Task Nobody_is_said_to_be_nobody_where_existence_is_not_hidden()
    {
        Assert.Equal(Texts.NoUserOrClient, (await app.Forgot("nobody")).Refusal);
        Assert.Equal(Texts.NoUserOrClient, (await app.ConfirmForgot("nobody", "123456")).Refusal);
    }
}
