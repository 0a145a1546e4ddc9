namespace Gatehouse.Tests.UserPools;

public class ResendConfirmationCodeTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public ResendConfirmationCodeTests()
    {
        pool = world.Pool(p => p with { AutoVerified = ["email"] });
        app = pool.Client();
    }

    [Fact]
    public async Task The_code_comes_again_to_the_same_address()
    {
        await app.SignUp("ana", World.Password, ("email", "ana@example.com"));
        world.Wait(TimeSpan.FromSeconds(1));
        var details = (await app.Resend("ana")).Ok.CodeDeliveryDetails!;
        Assert.Equal(("a***@e***", "EMAIL", "email"), (details.Destination, details.DeliveryMedium, details.AttributeName));
        Assert.Equal(["SignUp", "ResendCode"], world.Sent("ana@example.com").Select(m => m.Purpose.ToString()));
    }

    [Fact]
    public async Task Five_times_an_hour_and_not_more()
    {
        await app.SignUp("ana", World.Password, ("email", "ana@example.com"));
        for (var i = 0; i < 5; i++)
            Assert.True((await app.Resend(i % 2 == 0 ? "ana" : "ANA")).IsOk);
        Assert.Equal(Texts.AttemptLimit, (await app.Resend("ana")).Refusal);
        world.Wait(TimeSpan.FromHours(1));
        Assert.True((await app.Resend("ana")).IsOk);
    }

    [Fact]
    public async Task Who_is_confirmed_needs_no_code()
    {
        pool.User("ana", "ana@example.com");
        Assert.Equal("InvalidParameterException: User is already confirmed.", (await app.Resend("ana")).Refusal);
    }

    [Fact]
    public async Task Without_an_address_to_verify_there_is_nothing_to_send()
    {
        var plain = world.Pool().Client();
        await plain.SignUp("ana", World.Password, ("email", "ana@example.com"));
        Assert.Equal("InvalidParameterException: Auto verification not turned on.", (await plain.Resend("ana")).Refusal);
    }

    [Fact]
    public async Task Nobody_is_said_to_be_nobody_where_existence_is_not_hidden() =>
        Assert.Equal(Texts.NoUserOrClient, (await app.Resend("nobody")).Refusal);
}
