using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

public class NewPasswordTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public NewPasswordTests()
    {
        pool = world.Pool(p => p with
        {
            Schema = new Schema([.. p.Schema.All.Select(d => d.Name is "name" or "email" ? d with { Required = true } : d), new("dev:custom:score", AttributeKind.Number)]),
        });
        app = pool.Client();
        pool.Create("ana", r => r with
        {
            TemporaryPassword = World.Password, UserAttributes = Wire.List(("email", "ana@example.com"), ("email_verified", "true"), ("dev:custom:score", "9")),
        }).Wait();
    }

    [Fact]
    public async Task The_challenge_tells_what_is_known_and_what_is_missing()
    {
        var asked = (await app.SignIn("ana")).Ok;
        Assert.Equal(("NEW_PASSWORD_REQUIRED", null), (asked.ChallengeName, asked.AuthenticationResult));
        Assert.Equal(["USER_ID_FOR_SRP", "requiredAttributes", "userAttributes"], asked.ChallengeParameters!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("ana", asked.ChallengeParameters["USER_ID_FOR_SRP"]);
        Assert.Equal("""["userAttributes.name"]""", asked.ChallengeParameters["requiredAttributes"]);
        Assert.Equal("""{"email":"ana@example.com","email_verified":"true"}""", asked.ChallengeParameters["userAttributes"]);
    }

    [Fact]
    public async Task An_application_is_not_told_there_what_it_may_not_read()
    {
        var narrow = pool.Client(c => c with { Readable = new HashSet<string> { "email" } });
        Assert.Equal("""{"email":"ana@example.com"}""", (await narrow.SignIn("ana")).Ok.ChallengeParameters!["userAttributes"]);
    }

    [Fact]
    public async Task A_new_password_and_what_was_missing_let_in()
    {
        var asked = (await app.SignIn("ana")).Ok;
        var answer = (await app.ChooseNewPassword("ana", asked.Session, World.Another, ("userAttributes.name", "Ana"))).Ok;
        Assert.Equal((null, null), (answer.ChallengeName, answer.Session));
        Assert.True((await new TestBearer(world, answer.AuthenticationResult!.AccessToken!).Get()).IsOk);
        Assert.Equal((UserStatus.Confirmed, "Ana", "true"), (pool.Find("ana")!.Status, pool.Find("ana")!["name"], pool.Find("ana")!["email_verified"]));
        Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana")).Refusal);
        Assert.True((await app.SignIn("ana", World.Another)).IsOk);
    }

    [Fact]
    public async Task A_server_answers_the_same_challenge_by_signed_calls()
    {
        var asked = (await app.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", World.Password))).Ok;
        var answer = await world.Call(world.Op<Operations.UserPools.AdminRespondToAuthChallenge>(), new()
        {
            UserPoolId = pool.Id, ClientId = app.Id, ChallengeName = "NEW_PASSWORD_REQUIRED", Session = asked.Session,
            ChallengeResponses = Wire.Map(("USERNAME", "ana"), ("NEW_PASSWORD", World.Another), ("userAttributes.name", "Ana")),
        });
        Assert.NotNull(answer.Ok.AuthenticationResult);
    }

    [Fact]
    public async Task What_is_missing_must_come_and_the_session_waits_for_it()
    {
        var asked = (await app.SignIn("ana")).Ok;
        const string missing = "InvalidParameterException: Attributes did not conform to the schema: name: The attribute is required";
        Assert.Equal(missing, (await app.ChooseNewPassword("ana", asked.Session)).Refusal);
        Assert.Equal(missing, (await app.ChooseNewPassword("ana", asked.Session, World.Another, ("userAttributes.name", ""))).Refusal);
        Assert.Equal(Texts.TooShort, (await app.ChooseNewPassword("ana", asked.Session, "Short1!", ("userAttributes.name", "Ana"))).Refusal);
        Assert.True((await app.ChooseNewPassword("ana", asked.Session, World.Another, ("userAttributes.name", "Ana"))).IsOk);
    }

    [Theory]
    [InlineData("email", "other@example.com", "NotAuthorizedException: Cannot modify an already provided email")]
    [InlineData("email", "", "NotAuthorizedException: Cannot modify an already provided email")]
    [InlineData("email_verified", "true", Texts.NotWritable)]
    [InlineData("dev:custom:score", "10", Texts.NotWritable)]
    [InlineData("sub", "x", "InvalidParameterException: user.sub: Attribute cannot be updated.")]
    [InlineData("custom:x", "x", "InvalidParameterException: Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined")]
    public async Task Nothing_else_is_slipped_in_with_it(string name, string value, string refusal)
    {
        var asked = (await app.SignIn("ana")).Ok;
        Assert.Equal(refusal, (await app.ChooseNewPassword("ana", asked.Session, World.Another, ("userAttributes.name", "Ana"), ($"userAttributes.{name}", value))).Refusal);
    }

    [Fact]
    public async Task A_session_is_answered_once()
    {
        var asked = (await app.SignIn("ana")).Ok;
        var said = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => app.ChooseNewPassword("ana", asked.Session, World.Another, ("userAttributes.name", "Ana")))));
        Assert.Single(said, s => s.IsOk);
        Assert.All(said.Where(s => !s.IsOk), s => Assert.Contains(s.Refusal, (string[])[Texts.SessionSpent, Texts.SessionInvalid]));
        Assert.Equal(Texts.SessionSpent, (await app.ChooseNewPassword("ana", asked.Session, "Third-horse-9", ("userAttributes.name", "Ana"))).Refusal);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task A_session_waits_as_long_as_the_application_says(int seconds, bool works)
    {
        app.Change(c => c with { StepLifetime = TimeSpan.FromMinutes(15) });
        var asked = (await app.SignIn("ana")).Ok;
        world.Wait(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(seconds));
        var said = await app.ChooseNewPassword("ana", asked.Session, World.Another, ("userAttributes.name", "Ana"));
        Assert.Equal(works ? null : Texts.SessionExpired, said.IsOk ? null : said.Refusal);
    }

    [Fact]
    public async Task A_session_of_another_person_application_pool_or_of_nobody_is_refused()
    {
        await pool.Create("bob", r => r with { TemporaryPassword = World.Password });
        var other = world.Pool();
        await other.Create("ana", r => r with { TemporaryPassword = World.Password });
        string?[] sessions =
        [
            (await app.SignIn("bob")).Ok.Session, (await pool.Client().SignIn("ana")).Ok.Session, (await other.Client().SignIn("ana")).Ok.Session, null,
            "AYABe" + new string('A', 300),
        ];
        foreach (var session in sessions)
            Assert.Equal(Texts.SessionInvalid, (await app.ChooseNewPassword("ana", session, World.Another, ("userAttributes.name", "Ana"))).Refusal);
    }

    [Fact]
    public async Task Who_was_disabled_deleted_or_given_another_password_meanwhile_does_not_get_in()
    {
        foreach (var change in (Func<Task>[])[() => pool.Disable("ana"), () => pool.SetPassword("ana", World.Another, permanent: false), () => pool.Delete("ana")])
        {
            await pool.Enable("ana");
            var asked = (await app.SignIn("ana", pool.Find("ana")!.State.Password!.Hash.Split('$', 3)[2])).Ok;
            world.Wait(TimeSpan.FromSeconds(1));
            await change();
            Assert.Equal(Texts.SessionInvalid, (await app.ChooseNewPassword("ana", asked.Session, "Third-horse-9", ("userAttributes.name", "Ana"))).Refusal);
        }
    }

    [Theory]
    [InlineData("SMS_MFA")]
    [InlineData("SOFTWARE_TOKEN_MFA")]
    [InlineData("SELECT_MFA_TYPE")]
    [InlineData("MFA_SETUP")]
    [InlineData("CUSTOM_CHALLENGE")]
    [InlineData("DEVICE_SRP_AUTH")]
    [InlineData("EMAIL_OTP")]
    [InlineData("SELECT_CHALLENGE")]
    [InlineData("PASSWORD")]
    [InlineData("WEB_AUTHN")]
    [InlineData("ADMIN_NO_SRP_AUTH")]
    public async Task A_challenge_that_was_not_asked_is_not_answered(string challenge)
    {
        var session = (await app.SignIn("ana")).Ok.Session;
        var answers = new[]
        {
            ("USERNAME", "ana"), ("PASSWORD", World.Password), ("ANSWER", "x"), ("SMS_MFA_CODE", "123456"), ("SOFTWARE_TOKEN_MFA_CODE", "123456"),
            ("EMAIL_OTP_CODE", "123456"), ("DEVICE_KEY", "eu-central-1_11111111-2222-4333-8444-555555555555"), ("SRP_A", "1234"), ("CREDENTIAL", "{}"),
        };
        Assert.Equal(Texts.SessionInvalid, (await app.Respond(challenge, session, answers)).Refusal);
    }

    [Fact]
    public async Task Name_and_password_are_required()
    {
        Assert.Equal("InvalidParameterException: Missing required parameter USERNAME", (await app.Respond("NEW_PASSWORD_REQUIRED", null, ("NEW_PASSWORD", "x"))).Refusal);
        Assert.Equal("InvalidParameterException: Missing required parameter NEW_PASSWORD", (await app.Respond("NEW_PASSWORD_REQUIRED", null, ("USERNAME", "ana"))).Refusal);
    }
}
