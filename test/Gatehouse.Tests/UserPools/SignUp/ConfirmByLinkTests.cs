using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>Mails that hold a link in place of a code. What the page behind it does is told by ConfirmationPageTests.</summary>
public sealed class ConfirmByLinkTests
{
    private const string Mail = "ana@example.com";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public ConfirmByLinkTests()
    {
        pool = world.Pool(p => p with { AutoVerified = ["email"], Messages = new() { ConfirmsByLink = true } });
        app = pool.Client();
    }

    private Message Newest => world.Sent()[^1];

    private Task<Said<SignUpResponse>> SignUp(string name = "ana") => app.SignUp(name, World.Password, ("email", Mail));

    private async Task<string> ByLink(string name, string code, TestClient? of = null)
    {
        var caller = new Caller(pool.Now, (of ?? app).Now);
        return (await world.Get<Confirmations>().ConfirmByLink(caller, name, code, default)).Refused(out var refusal, out _) ? refusal.Kind.ToString() : "ok";
    }

    private string Link(string at, string name, string code) =>
        $"<a href=\"{at}/confirmUser?client_id={app.Id}&amp;user_name={name}&amp;confirmation_code={code}\">Verify Email</a>";

    [Fact]
    public async Task The_mail_of_a_sign_up_holds_a_link_to_where_the_pools_tokens_say_it_is()
    {
        var said = (await SignUp()).Ok;
        Assert.Equal(("a***@e***", "EMAIL", "email"), (said.CodeDeliveryDetails!.Destination, said.CodeDeliveryDetails.DeliveryMedium, said.CodeDeliveryDetails.AttributeName));
        Assert.Equal("Your verification link", Newest.Subject);
        Assert.Equal($"Please click the link below to verify your email address. {Link($"https://id.example.com/{pool.Id}", "ana", Newest.Code!)}", Newest.Body);
    }

    [Fact]
    public async Task A_pool_with_a_domain_has_the_link_lead_there_and_a_host_of_its_own_comes_first()
    {
        Assert.True((await world.Call(world.Op<CreateUserPoolDomain>(), new() { UserPoolId = pool.Id, Domain = "acme" })).IsOk);
        await SignUp();
        Assert.Contains(Link("https://acme.auth.id.example.com", "ana", Newest.Code!), Newest.Body, StringComparison.Ordinal);

        var certificate = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f";
        var custom = new CreateUserPoolDomainRequest { UserPoolId = pool.Id, Domain = "login.acme.example", CustomDomainConfig = new() { CertificateArn = certificate } };
        Assert.True((await world.Call(world.Op<CreateUserPoolDomain>(), custom)).IsOk);
        world.Wait(TimeSpan.FromSeconds(1));
        await app.Resend("ana");
        Assert.Contains(Link("https://login.acme.example", "ana", Newest.Code!), Newest.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_written_so_that_they_stay_names()
    {
        const string name = "a&b=\"<x>ü";
        await SignUp(name);
        Assert.Contains(Link($"https://id.example.com/{pool.Id}", "a%26b%3D%22%3Cx%3E%C3%BC", Newest.Code!), Newest.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_confirms_once_and_proves_the_address()
    {
        await SignUp();
        Assert.Equal("ok", await ByLink("ana", Newest.Code!));
        Assert.Equal((UserStatus.Confirmed, "true"), (pool.Find("ana")!.Status, pool.Find("ana")!["email_verified"]));
        Assert.Equal("WrongState", await ByLink("ana", Newest.Code!));
    }

    [Fact]
    public async Task The_code_in_the_link_may_be_typed_as_well()
    {
        await SignUp();
        Assert.True((await app.Confirm("ana", Newest.Code!)).IsOk);
    }

    [Fact]
    public async Task The_link_of_one_application_is_none_of_another_and_the_try_is_counted()
    {
        await SignUp();
        var other = pool.Client();
        for (var i = 0; i < OneTimeCode.MaxFailures; i++)
            Assert.Equal("CodeMismatch", await ByLink("ana", Newest.Code!, other));
        Assert.Equal("CodeDead", await ByLink("ana", Newest.Code!));
    }

    [Fact]
    public async Task A_code_that_was_sent_to_be_typed_works_in_a_link_that_somebody_made_of_it()
    {
        pool.Change(p => p with { Messages = new() });
        await SignUp();
        Assert.Equal("ok", await ByLink("ana", Newest.Code!, pool.Client()));
    }

    [Fact]
    public async Task A_link_that_is_asked_for_again_is_another_and_the_first_is_dead()
    {
        await SignUp();
        var first = Newest.Code!;
        world.Wait(TimeSpan.FromSeconds(1));
        await app.Resend("ana");
        Assert.Equal(first == Newest.Code ? "ok" : "CodeMismatch", await ByLink("ana", first));
        Assert.Contains("confirmUser?client_id=", Newest.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, "ok")]
    [InlineData(0, "CodeExpired")]
    public async Task A_link_works_for_a_day(int seconds, string outcome)
    {
        await SignUp();
        world.Wait(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(seconds));
        Assert.Equal(outcome, await ByLink("ana", Newest.Code!));
    }

    [Fact]
    public async Task Tries_are_counted_together_with_those_of_codes_that_are_typed()
    {
        await SignUp();
        for (var i = 0; i < Limit.Confirm.PerHour; i++)
            await app.Confirm("ana", "nope");
        Assert.Equal("AttemptLimit", await ByLink("ana", Newest.Code!));
    }

    [Fact]
    public async Task People_who_are_not_there_are_counted_alike()
    {
        for (var i = 0; i < Limit.Confirm.PerHour; i++)
            Assert.Equal("UnknownUser", await ByLink("nobody", "123456"));
        Assert.Equal("AttemptLimit", await ByLink("nobody", "123456"));
    }

    [Fact]
    public async Task A_telephone_gets_the_code_itself()
    {
        pool.Change(p => p with { AutoVerified = ["phone_number"] });
        await app.SignUp("ana", World.Password, ("phone_number", "+491701234567"));
        Assert.Equal($"Your confirmation code is {Newest.Code}", Newest.Body);
        Assert.Equal("ok", await ByLink("ana", Newest.Code!, pool.Client()));
    }

    [Fact]
    public async Task Recovery_and_attributes_have_codes_still()
    {
        pool.User("bob", "bob@example.com");
        Assert.True((await app.Forgot("bob")).IsOk);
        Assert.Equal($"Your confirmation code is {Newest.Code}", Newest.Body);

        var bob = await app.In("bob");
        world.Wait(TimeSpan.FromSeconds(1));
        await bob.Update(("email", "new@example.com"));
        Assert.Equal($"Your confirmation code is {world.CodeTo("new@example.com")}", world.Sent("new@example.com")[^1].Body);
        world.Wait(TimeSpan.FromSeconds(1));
        await bob.AskCode("email");
        Assert.Equal(("Your verification code", $"Your confirmation code is {Newest.Code}"), (Newest.Subject, Newest.Body));
    }

    [Fact]
    public async Task The_pools_settings_say_so_and_word_the_mail()
    {
        var settings = new PoolWorld();
        var made = await settings.Pool(
            "{'VerificationMessageTemplate':{'DefaultEmailOption':'CONFIRM_WITH_LINK','EmailSubjectByLink':'Acme','EmailMessageByLink':'<p>{##Come in##}</p>'}}");
        var messages = settings.Store.Pools.Find(made, default).Done()!.Messages;
        Assert.Equal((true, "Acme", "<p>{##Come in##}</p>"), (messages.ConfirmsByLink, messages.LinkSubject, messages.LinkEmail));
        Assert.Equal(MessageTemplates.Standard.CodeEmail, messages.CodeEmail);

        var plain = settings.Store.Pools.Find(await settings.Pool(), default).Done()!.Messages;
        Assert.Equal(MessageTemplates.Standard, plain);
    }

    [Fact]
    public async Task The_mail_is_in_the_persons_language()
    {
        await app.SignUp("ana", World.Password, ("email", Mail), ("locale", "de-CH"));
        Assert.Equal("Ihr Bestätigungslink", Newest.Subject);
        Assert.EndsWith("\">E-Mail-Adresse bestätigen</a>", Newest.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_is_in_the_persons_language_too()
    {
        await pool.Create("eva", request => request with
        {
            DesiredDeliveryMediums = ["EMAIL"], UserAttributes = Wire.List(("email", "eva@example.com"), ("locale", "fr")),
        });
        Assert.StartsWith("Votre nom d&#39;utilisateur est eva"[..5], Newest.Body, StringComparison.Ordinal);
        Assert.Equal(("Votre mot de passe temporaire", $"Votre nom d'utilisateur est eva et votre mot de passe temporaire est {System.Net.WebUtility.HtmlEncode(Newest.Code)}."), (Newest.Subject, Newest.Body));
    }
}
