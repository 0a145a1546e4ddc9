namespace Gatehouse.Tests.UserPools;

public class VerifyUserAttributeTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;
    private readonly TestUser ana;

    public VerifyUserAttributeTests()
    {
        pool = world.Pool();
        app = pool.Client();
        ana = pool.User("ana", "ana@example.com", "+14325550100", proven: false);
    }

    [Theory]
    [InlineData("email", "ana@example.com", "a***@e***", "EMAIL")]
    [InlineData("phone_number", "+14325550100", "+*******0100", "SMS")]
    public async Task A_code_proves_the_address_it_went_to(string attribute, string address, string masked, string medium)
    {
        var bearer = await app.In("ana");
        var details = (await bearer.AskCode(attribute)).Ok.CodeDeliveryDetails!;
        Assert.Equal((masked, medium, attribute), (details.Destination, details.DeliveryMedium, details.AttributeName));
        Assert.True((await bearer.Verify(attribute, world.CodeTo(address))).IsOk);
        Assert.Equal("true", ana[attribute + "_verified"]);
        Assert.Equal(Texts.CodeExpired, (await bearer.Verify(attribute, world.CodeTo(address))).Refusal);
    }

    [Fact]
    public async Task A_code_for_one_address_does_not_prove_the_other()
    {
        var bearer = await app.In("ana");
        await bearer.AskCode("email");
        Assert.Equal(Texts.CodeExpired, (await bearer.Verify("phone_number", world.CodeTo("ana@example.com"))).Refusal);
    }

    [Fact]
    public async Task A_code_of_another_person_is_wrong()
    {
        pool.User("bob", "bob@example.com", proven: false);
        var (a, b) = (await app.In("ana"), await app.In("bob"));
        await a.AskCode("email");
        await b.AskCode("email");
        if (world.CodeTo("bob@example.com") != world.CodeTo("ana@example.com"))
            Assert.Equal(Texts.CodeMismatch, (await a.Verify("email", world.CodeTo("bob@example.com"))).Refusal);
    }

    [Fact]
    public async Task Five_wrong_guesses_kill_the_code_and_the_hour_has_fifteen_tries()
    {
        var bearer = await app.In("ana");
        await bearer.AskCode("email");
        var wrong = world.CodeTo("ana@example.com") == "000000" ? "000001" : "000000";
        var refusals = new List<string>();
        for (var i = 0; i < 20; i++)
            refusals.Add((await bearer.Verify("email", wrong)).Refusal);
        Assert.Equal([.. Enumerable.Repeat(Texts.CodeMismatch, 5), .. Enumerable.Repeat(Texts.AttemptLimit, 15)], refusals);
        Assert.Equal(Texts.AttemptLimit, (await bearer.Verify("email", world.CodeTo("ana@example.com"))).Refusal);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, Texts.CodeExpired)]
    public async Task A_code_works_for_a_day(int seconds, string? refusal)
    {
        app.Change(c => c with { AccessLifetime = TimeSpan.FromDays(2) });
        var bearer = await app.In("ana");
        await bearer.AskCode("email");
        world.Wait(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(seconds));
        var said = await bearer.Verify("email", world.CodeTo("ana@example.com"));
        Assert.Equal(refusal, said.IsOk ? null : said.Refusal);
    }

    [Fact]
    public async Task Five_codes_an_hour_are_enough()
    {
        var bearer = await app.In("ana");
        for (var i = 0; i < 5; i++)
            Assert.True((await bearer.AskCode(i % 2 == 0 ? "email" : "phone_number")).IsOk);
        Assert.Equal(Texts.AttemptLimit, (await bearer.AskCode("email")).Refusal);
    }

    [Fact]
    public async Task Only_addresses_that_are_there_are_proven()
    {
        pool.User("bob");
        var bearer = await app.In("bob");
        Assert.Equal("InvalidParameterException: User does not have an attribute email.", (await bearer.AskCode("email")).Refusal);
        Assert.Equal("InvalidParameterException: Cannot verify attribute name.", (await bearer.AskCode("name")).Refusal);
        Assert.Equal("InvalidParameterException: Cannot verify attribute email_verified.", (await bearer.Verify("email_verified", "1")).Refusal);
        Assert.Equal(Texts.CodeExpired, (await bearer.Verify("email", "123456")).Refusal);
    }
}
