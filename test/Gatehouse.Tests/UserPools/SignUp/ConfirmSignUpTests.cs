using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

public class ConfirmSignUpTests
{
    private const string Mail = "ana@example.com";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public ConfirmSignUpTests()
    {
        pool = world.Pool(p => p with { AutoVerified = ["email"] });
        app = pool.Client();
        app.SignUp("ana", World.Password, ("email", Mail)).Wait();
    }

    private string WrongCode => world.CodeTo(Mail) == "000000" ? "000001" : "000000";

    [Fact]
    public async Task The_code_confirms_the_person_and_proves_the_address()
    {
        Assert.Equal(Texts.NotConfirmed, (await app.SignIn("ana")).Refusal);
        Assert.True((await app.Confirm("ana", world.CodeTo(Mail))).IsOk);
        var ana = pool.Find("ana")!;
        Assert.Equal((UserStatus.Confirmed, "true"), (ana.Status, ana["email_verified"]));
        Assert.True((await app.SignIn("ana")).IsOk);
    }

    [Fact]
    public async Task The_same_code_twice_confirms_once()
    {
        var code = world.CodeTo(Mail);
        Assert.True((await app.Confirm("ana", code)).IsOk);
        Assert.Equal(Texts.AlreadyConfirmed, (await app.Confirm("ana", code)).Refusal);
    }

    [Fact]
    public async Task A_wrong_code_is_said_to_be_wrong() => Assert.Equal(Texts.CodeMismatch, (await app.Confirm("ana", WrongCode)).Refusal);

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, Texts.CodeExpired)]
    [InlineData(1, Texts.CodeExpired)]
    public async Task The_code_works_for_a_day_to_the_second(int seconds, string? refusal)
    {
        world.Wait(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(seconds));
        var said = await app.Confirm("ana", world.CodeTo(Mail));
        Assert.Equal(refusal, said.IsOk ? null : said.Refusal);
    }

    [Fact]
    public async Task After_five_wrong_guesses_the_code_is_dead_even_for_who_has_it()
    {
        for (var guess = 0; guess < 5; guess++)
            Assert.Equal(Texts.CodeMismatch, (await app.Confirm("ana", WrongCode)).Refusal);
        Assert.Equal(Texts.TooManyAttempts, (await app.Confirm("ana", world.CodeTo(Mail))).Refusal);
    }

    [Fact]
    public async Task A_thousand_guesses_on_end_check_five_codes_an_hour_for_each_code_sent()
    {
        var answers = new List<string>();
        for (var guess = 0; guess < 1_000; guess++)
            answers.Add((await app.Confirm("ana", WrongCode)).Refusal);
        Assert.Equal(5, answers.Count(a => a == Texts.CodeMismatch));
        Assert.Equal(10, answers.Count(a => a == Texts.TooManyAttempts));
        Assert.Equal(985, answers.Count(a => a == Texts.AttemptLimit));
    }

    [Fact]
    public async Task A_code_sent_anew_kills_the_one_before()
    {
        var first = world.CodeTo(Mail);
        string second;
        do
        {
            world.Wait(TimeSpan.FromHours(1));
            Assert.Equal("a***@e***", (await app.Resend("ana")).Ok.CodeDeliveryDetails!.Destination);
            second = world.CodeTo(Mail);
        }
        while (second == first);

        Assert.Equal(Texts.CodeMismatch, (await app.Confirm("ana", first)).Refusal);
        Assert.True((await app.Confirm("ana", second)).IsOk);
    }

    [Fact]
    public async Task A_code_of_another_person_pool_or_purpose_is_wrong()
    {
        var elsewhere = world.Pool(p => p with { AutoVerified = ["email"] }).Client();
        await app.SignUp("bob", World.Password, ("email", "bob@example.com"));
        await elsewhere.SignUp("ana", World.Password, ("email", "else@example.com"));
        pool.User("eve", "eve@example.com");
        await app.Forgot("eve");
        foreach (var address in (string[])["bob@example.com", "else@example.com", "eve@example.com"])
        {
            if (world.CodeTo(address) != world.CodeTo(Mail))
                Assert.Equal(Texts.CodeMismatch, (await app.Confirm("ana", world.CodeTo(address))).Refusal);
        }
    }

    [Fact]
    public async Task Nobody_is_confirmed_in_another_pool_s_application() =>
        Assert.Equal(Texts.NoUserOrClient, (await world.Pool().Client().Confirm("ana", world.CodeTo(Mail))).Refusal);

    [Fact]
    public async Task Of_thirty_two_confirmations_at_once_one_succeeds()
    {
        var code = world.CodeTo(Mail);
        var said = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => app.Confirm("ana", code))));
        Assert.Single(said, s => s.IsOk);
        Assert.All(said.Where(s => !s.IsOk), s => Assert.Contains(s.Refusal, (string[])[Texts.AlreadyConfirmed, Texts.AttemptLimit]));
    }

    [Fact]
    public async Task Of_two_hundred_guesses_at_once_five_are_checked()
    {
        var said = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => app.Confirm("ana", WrongCode))));
        Assert.Equal(5, said.Count(s => s.Refusal == Texts.CodeMismatch));
    }

    [Fact]
    public async Task An_administrator_confirms_without_a_code_and_proves_nothing()
    {
        Assert.True((await pool.Confirm("ana")).IsOk);
        Assert.Equal("false", pool.Find("ana")!["email_verified"]);
        Assert.Equal(Texts.AlreadyConfirmed, (await pool.Confirm("ana")).Refusal);
        Assert.Equal(Texts.AlreadyConfirmed, (await app.Confirm("ana", world.CodeTo(Mail))).Refusal);
        Assert.Equal(Texts.NoUser, (await pool.Confirm("nobody")).Refusal);
    }

    [Fact]
    public async Task Who_is_asked_for_a_new_password_has_no_sign_up_to_confirm()
    {
        await pool.Create("bob");
        Assert.Equal(
            "NotAuthorizedException: User cannot be confirmed. Current status is FORCE_CHANGE_PASSWORD", (await pool.Confirm("bob")).Refusal);
    }
}
