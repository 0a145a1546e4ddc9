using System.Net;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.UserPools;

/// <summary>Messages asked for in the names of many: to one address, to its neighbours, from one place, and in all.</summary>
public sealed class SendBudgetTests
{
    private const string Mail = "ana@example.com";
    private const string Phone = "+491701234567";

    private readonly World world;
    private readonly TestPool pool;
    private readonly TestClient app;
    private int names;

    public SendBudgetTests()
        : this(new SendCaps { Address = 3, Origin = 5, Prefix = 4, Texts = 6, Mails = 7 })
    {
    }

    private SendBudgetTests(SendCaps caps)
    {
        world = new(with: parts => parts.AddSingleton(caps));
        pool = world.Pool(p => p with { AutoVerified = ["email", "phone_number"] });
        app = pool.Client(client => client with { HidesUnknownUsers = true, Ways = client.Ways | SignInWays.Choice });
    }

    private Task<Said<SignUpResponse>> ByMail(string address = Mail, TestClient? through = null) =>
        (through ?? app).SignUp($"n{names++}", World.Password, ("email", address));

    private Task<Said<SignUpResponse>> ByPhone(string number) => app.SignUp($"n{names++}", World.Password, ("phone_number", number));

    private async Task<int> HowMany<T>(Func<int, Task<Said<T>>> ask, string refusal = Texts.AttemptLimit)
        where T : class
    {
        for (var i = 0; i < 20; i++)
        {
            if (await ask(i) is { IsOk: false } said)
            {
                Assert.Equal(refusal, said.Refusal);
                return i;
            }
        }

        return 20;
    }

    [Fact]
    public async Task One_mailbox_gets_so_many_however_many_people_ask()
    {
        Assert.Equal(3, await HowMany(_ => ByMail()));
        Assert.Equal(3, world.Sent(Mail).Count);
        Assert.True((await ByMail("bob@example.com")).IsOk);
        Assert.Equal([(pool.Id, "address", null)], world.Alarms.Raised);

        world.Wait(TimeSpan.FromHours(1));
        Assert.True((await ByMail()).IsOk);
    }

    [Fact]
    public async Task Whoever_is_refused_is_not_added()
    {
        await HowMany(_ => ByMail());
        Assert.Null(pool.Find($"n{names - 1}"));
        Assert.NotNull(pool.Find($"n{names - 2}"));
    }

    [Fact]
    public async Task A_mailbox_is_the_same_however_it_is_spelled()
    {
        string[] spellings = ["Ana@example.com", "ana+1@Example.com", "ANA+spam+2@example.com", "ana+@example.com"];
        Assert.Equal(3, await HowMany(i => ByMail(spellings[i % 4])));
        Assert.True((await ByMail("+ana@example.com")).IsOk);
    }

    [Fact]
    public async Task Every_way_to_have_a_message_sent_to_an_address_counts()
    {
        await ByMail();
        Assert.True((await app.Resend("n0")).IsOk);
        pool.User("bob", "bob@example.com");
        var bob = await app.In("bob");
        Assert.True((await bob.Update(("email", Mail))).IsOk);
        Assert.Equal(Texts.AttemptLimit, (await bob.AskCode("email")).Refusal);
        Assert.Equal(Texts.AttemptLimit, (await app.Resend("n0")).Refusal);
        Assert.Equal("TooManyRequestsException: Attempt limit exceeded, please try after some time.", (await bob.Update(("email", "Ana+2@example.com"))).Refusal);
        Assert.Equal(Mail, pool.Find("bob")!["email"]);
        Assert.Equal(3, world.Sent(Mail).Count);
    }

    [Fact]
    public async Task Numbers_that_lie_side_by_side_get_so_many_together()
    {
        Assert.Equal(4, await HowMany(i => ByPhone($"+49170123{i:D4}")));
        Assert.True((await ByPhone("+491701240000")).IsOk);
        Assert.Equal([(pool.Id, "prefix", "+49170123")], world.Alarms.Raised);
    }

    [Fact]
    public async Task A_pool_sends_so_many_text_messages_and_so_many_mails()
    {
        Assert.Equal(6, await HowMany(i => ByPhone($"+4917{i:D4}0000")));
        Assert.Equal(7, await HowMany(i => ByMail($"{i}@example.com")));
        Assert.Equal(["sms", "mail"], world.Alarms.Raised.Select(alarm => alarm.Cap));

        var other = world.Pool(p => p with { AutoVerified = ["email"] }).Client();
        Assert.True((await ByMail("x@example.com", other)).IsOk);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", 5)]
    [InlineData("203.0.113.7", "203.0.113.8", 20)]
    [InlineData("2001:db8:1:2::3", "2001:db8:1:2:ffff::4", 5)]
    [InlineData("2001:db8:1:2::3", "2001:db8:1:3::3", 20)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", 5)]
    [InlineData("127.0.0.1", "127.0.0.1", 20)]
    [InlineData("10.1.2.3", "10.1.2.3", 20)]
    [InlineData("fd00::1", "fd00::1", 20)]
    public async Task From_one_place_so_many_are_asked_for(string first, string then, int count)
    {
        var at = new SendBudgetTests(new SendCaps { Address = 0, Origin = 5, Prefix = 0, Texts = 0, Mails = 0 });
        at.world.Peer = IPAddress.Parse(first);
        for (var i = 0; i < 5; i++)
            Assert.True((await at.ByMail()).IsOk);
        at.world.Peer = IPAddress.Parse(then);
        Assert.Equal(count == 5 ? 0 : count, count == 5 ? await at.HowMany(_ => at.ByMail()) : await at.Unbounded(then == first));
        Assert.Equal(count == 5 ? 1 : 0, at.world.Alarms.Raised.Count(alarm => alarm.Cap == "ip" && alarm.Where is null));
    }

    // Another place has a budget of its own; a place that says nothing has none at all.
    private async Task<int> Unbounded(bool isUncounted)
    {
        for (var i = 0; i < (isUncounted ? 20 : 5); i++)
            Assert.True((await ByMail()).IsOk);
        return 20;
    }

    [Fact]
    public async Task Applications_with_a_secret_are_servers_and_their_place_says_nothing()
    {
        world.Peer = IPAddress.Parse("203.0.113.7");
        var server = pool.SecretClient();
        Assert.Equal(7, await HowMany(i => ByMail($"{i}@example.com", server)));
        Assert.Equal(["mail"], world.Alarms.Raised.Select(alarm => alarm.Cap));
    }

    [Fact]
    public async Task Whatever_is_asked_for_from_a_place_counts_there()
    {
        world.Peer = IPAddress.Parse("203.0.113.7");
        pool.User("bob", "bob@example.com");
        var bob = await app.In("bob");
        await ByMail("1@example.com");
        await app.Resend("n0");
        await app.Forgot("bob");
        await app.Forgot("nobody");
        await bob.AskCode("email");
        Assert.Equal(Texts.AttemptLimit, (await app.Forgot("bob")).Refusal);
        Assert.Equal(Texts.AttemptLimit, (await app.Forgot("nobody")).Refusal);
        Assert.Equal(Texts.AttemptLimit, (await ByMail("2@example.com")).Refusal);
        Assert.Equal(Texts.AttemptLimit, (await bob.AskCode("email")).Refusal);
        Assert.Equal("TooManyRequestsException: Attempt limit exceeded, please try after some time.", (await bob.Update(("email", "3@example.com"))).Refusal);
    }

    [Fact]
    public async Task Nothing_is_counted_of_what_administrators_do()
    {
        for (var i = 0; i < 20; i++)
        {
            var invited = await pool.Create($"eva{i}", request => request with { DesiredDeliveryMediums = ["EMAIL"], UserAttributes = Wire.List(("email", Mail)) });
            Assert.True(invited.IsOk);
        }

        pool.User("bob", "bob@example.com");
        for (var i = 0; i < 20; i++)
            Assert.True((await pool.Reset("bob")).IsOk);
        for (var i = 0; i < 20; i++)
            Assert.True((await pool.Update("bob", ("email", $"{i}@example.com"))).IsOk);
        Assert.Empty(world.Alarms.Raised);
        Assert.True((await ByMail()).IsOk);
    }

    [Fact]
    public async Task Nobody_keeps_another_from_their_codes_by_signing_up_with_their_address()
    {
        pool.User("ana", Mail, Phone);
        await HowMany(_ => ByMail());
        world.Wait(TimeSpan.FromSeconds(1));
        Assert.True((await app.Forgot("ana")).IsOk);
        Assert.Contains(world.Sent(Phone), message => message.Purpose is MessagePurpose.ForgotPassword);

        pool.Change(p => p with { Recovery = ["email"] });
        Assert.True((await app.Forgot("ana")).IsOk);
        Assert.Contains(world.Sent(Mail), message => message.Purpose is MessagePurpose.ForgotPassword);
    }

    [Fact]
    public async Task A_full_address_looks_as_ever_where_it_is_hidden_who_is_known()
    {
        pool.Change(p => p with { AutoVerified = [] });
        foreach (var name in (string[])["ana", "bob"])
            pool.User(name, Mail);
        var usual = (await app.Forgot("ana")).Ok.CodeDeliveryDetails!;
        await app.Forgot("ana");
        await app.Forgot("ana");
        Assert.Equal(3, world.Sent(Mail).Count);

        Assert.Equal(usual, (await app.Forgot("ana")).Ok.CodeDeliveryDetails);
        Assert.Equal(usual, (await app.Forgot("bob")).Ok.CodeDeliveryDetails);
        Assert.Equal(3, world.Sent(Mail).Count);
        Assert.Equal(Texts.CodeMismatch, (await app.ConfirmForgot("bob", "nope")).Refusal);
        Assert.Equal([(pool.Id, "address", null), (pool.Id, "address", null)], world.Alarms.Raised);
    }

    [Fact]
    public async Task Where_nothing_is_hidden_a_full_address_is_refused()
    {
        var open = pool.Client();
        foreach (var name in (string[])["ana", "bob"])
            pool.User(name, Mail);
        Assert.Equal(3, await HowMany(_ => open.Forgot("ana")));
        Assert.Equal(Texts.AttemptLimit, (await open.Forgot("bob")).Refusal);
    }

    [Fact]
    public async Task The_count_of_a_pool_is_used_up_by_people_who_are_not_there_as_well()
    {
        pool.User("ana", Mail);
        pool.Change(p => p with { Recovery = ["email"], AutoVerified = ["email"] });
        Assert.Equal(7, await HowMany(i => app.Forgot($"nobody{i}")));
        Assert.Equal(Texts.AttemptLimit, (await app.Forgot("ana")).Refusal);
        Assert.Equal(Texts.AttemptLimit, (await app.Forgot("nobody-else")).Refusal);
        Assert.Empty(world.Sent(Mail));
    }

    [Fact]
    public async Task So_it_is_with_codes_that_are_asked_for_again()
    {
        pool.Change(p => p with { AutoVerified = ["email"] });
        Assert.Equal(7, await HowMany(i => app.Resend($"nobody{i}")));
        pool.User("ana", Mail, with: state => state with { Status = UserStatus.Unconfirmed, Attributes = new SortedDictionary<string, string> { ["email"] = Mail } });
        Assert.Equal(Texts.AttemptLimit, (await app.Resend("ana")).Refusal);
    }

    [Fact]
    public async Task A_code_as_second_factor_counts_and_says_slow_down()
    {
        pool.Change(p => p with { SecondFactors = [SecondFactor.Email] });
        pool.User("ana", Mail, with: state => state with { Factors = state.Factors.With(SecondFactor.Email, on: true) });
        Assert.Equal(3, await HowMany(_ => app.SignIn("ana"), Texts.TooManyRequests));
        Assert.Equal(3, world.Sent(Mail).Count);
    }

    [Fact]
    public async Task A_code_as_first_factor_is_withheld_without_a_word()
    {
        pool.Change(p => p with { FirstFactors = [FirstFactor.Password, FirstFactor.EmailCode] });
        pool.User("ana", Mail);
        pool.User("bob", Mail);
        Task<Said<InitiateAuthResponse>> Ask(string name, TestClient? through = null) =>
            (through ?? app).Initiate("USER_AUTH", ("USERNAME", name), ("PREFERRED_CHALLENGE", "EMAIL_OTP"));

        var usual = (await Ask("ana")).Ok.ChallengeParameters;
        await Ask("ana");
        await Ask("ana");
        Assert.Equal(usual, (await Ask("ana")).Ok.ChallengeParameters);
        Assert.Equal(3, world.Sent(Mail).Count);

        var open = pool.Client(client => client with { Ways = client.Ways | SignInWays.Choice });
        Assert.Equal(Texts.TooManyRequests, (await Ask("bob", open)).Refusal);
    }

    [Fact]
    public async Task Of_many_at_once_no_more_than_so_many_are_sent()
    {
        var said = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => app.SignUp($"p{i}", World.Password, ("email", Mail)))));
        Assert.Equal(3, said.Count(answer => answer.IsOk));
        Assert.Equal(3, world.Sent(Mail).Count);
    }

    [Fact]
    public async Task A_budget_of_none_counts_nothing()
    {
        var at = new SendBudgetTests(new SendCaps { Address = 0, Origin = 0, Prefix = 0, Texts = 0, Mails = 0 });
        at.world.Peer = IPAddress.Parse("203.0.113.7");
        Assert.Equal(20, await at.HowMany(_ => at.ByMail()));
        Assert.Equal(20, await at.HowMany(_ => at.ByPhone(Phone)));
    }

    [Fact]
    public void Unless_set_there_is_room_for_a_company_behind_one_address() => Assert.Equal(
        new SendCaps { Address = 20, Origin = 300, Prefix = 100, Texts = 1000, Mails = 10_000 }, new World().Get<SendCaps>());

    [Fact]
    public async Task An_administrator_who_signs_somebody_in_counts_as_the_application_does()
    {
        pool.Change(p => p with { SecondFactors = [SecondFactor.Email] });
        pool.User("ana", Mail, with: state => state with { Factors = state.Factors.With(SecondFactor.Email, on: true) });
        Assert.Equal(3, await HowMany(_ => app.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", World.Password)), Texts.TooManyRequests));
    }
}
