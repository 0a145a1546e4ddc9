using System.Text.Json;
using CsCheck;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.UserPools;

/// <summary>What an application that hides who exists is answered about people who are there, and about those who are not.</summary>
public class HiddenExistenceTests
{
    private const string Known = "ana@example.com";
    private const string Unknown = "abe@example.com";

    private static readonly (string Name, Func<UserState, UserState> As)[] People =
    [
        ("confirmed", u => u),
        ("disabled", u => u with { Enabled = false }),
        ("to be reset", u => u with { Status = UserStatus.ResetRequired }),
        ("invited", u => u with { Status = UserStatus.ForceChangePassword, Password = u.Password! with { IsTemporary = true } }),
        ("of another provider", u => u with { Status = UserStatus.ExternalProvider, Password = null }),
        ("with an unproven address", u => u with { Attributes = new Dictionary<string, string> { ["email"] = Known, ["email_verified"] = "false" } }),
    ];

    private static readonly (string Name, Func<TestClient, string, Task<string>> Do)[] Calls =
    [
        ("sign in", (app, name) => Send<InitiateAuth>(app, new
        {
            ClientId = app.Id, AuthFlow = "USER_PASSWORD_AUTH", AuthParameters = new { USERNAME = name, PASSWORD = World.Wrong },
        })),
        ("begin by SRP", BeginBySrp),
        ("prove by SRP", ProveBySrp),
        ("forgot", (app, name) => Send<ForgotPassword>(app, new { ClientId = app.Id, Username = name })),
        ("confirm forgot", (app, name) => Send<ConfirmForgotPassword>(
            app, new { ClientId = app.Id, Username = name, ConfirmationCode = "x", Password = World.Another })),
        ("resend", (app, name) => Send<ResendConfirmationCode>(app, new { ClientId = app.Id, Username = name })),
        ("confirm", (app, name) => Send<ConfirmSignUp>(app, new { ClientId = app.Id, Username = name, ConfirmationCode = "x" })),
        ("new password", (app, name) => Send<RespondToAuthChallenge>(app, new
        {
            ClientId = app.Id, ChallengeName = "NEW_PASSWORD_REQUIRED", Session = "AYABe0123456789012345",
            ChallengeResponses = new { USERNAME = name, NEW_PASSWORD = World.Another },
        })),
        ("sign up", (app, name) => Send<SignUp>(app, new { ClientId = app.Id, Username = name, Password = World.Another })),
        ("wait a second", (app, _) => Wait(app, TimeSpan.FromSeconds(1))),
        ("wait an hour", (app, _) => Wait(app, TimeSpan.FromHours(1))),
    ];

    [Fact]
    public async Task No_order_of_calls_tells_anybody_from_nobody_where_people_are_created_by_administrators() =>
        await Gen.Select(Gen.Int[0, People.Length - 1], Gen.Int[0, Calls.Length - 1].Array[1, 25]).SampleAsync(
            async (person, calls) =>
            {
                var (anybody, nobody) = (Somebody(People[person].As), Somebody(u => u with { Attributes = new Dictionary<string, string>() }));
                foreach (var call in calls)
                    Assert.Equal(await Calls[call].Do(nobody, Unknown), await Calls[call].Do(anybody, Known));
                return true;
            },
            iter: 150,
            print: row => $"{People[row.Item1].Name}: {string.Join(", ", row.Item2.Select(call => Calls[call].Name))}");

    [Theory]
    [InlineData("Forgot", "email", "stranger", "EMAIL", "email")]
    [InlineData("Forgot", "phone_number", "stranger", "SMS", "phone_number")]
    [InlineData("Forgot", "", "stranger", "SMS", "phone_number")]
    [InlineData("Forgot", "", "stranger@example.com", "EMAIL", "email")]
    [InlineData("Forgot", "email", "+14325559934", "SMS", "phone_number")]
    [InlineData("Resend", "email", "stranger", "EMAIL", "email")]
    [InlineData("Resend", "email phone_number", "stranger", "SMS", "phone_number")]
    public async Task A_code_nobody_got_went_where_this_pool_s_codes_go(string call, string verified, string name, string medium, string attribute)
    {
        var world = new World();
        var app = world.Pool(p => p with { AutoVerified = verified.Split(' ', StringSplitOptions.RemoveEmptyEntries) }).Client(c => c with { HidesUnknownUsers = true });
        var details = call == "Forgot" ? (await app.Forgot(name)).Ok.CodeDeliveryDetails! : (await app.Resend(name)).Ok.CodeDeliveryDetails!;
        Assert.Equal((medium, attribute), (details.DeliveryMedium, details.AttributeName));
        Assert.Matches(attribute == "email" ? @"^[a-z]\*\*\*@[a-z]\*\*\*$" : @"^\+\*{7}[0-9]{4}$", details.Destination!);
        Assert.Equal(details.Destination, ((call == "Forgot" ? (await app.Forgot(name.ToUpperInvariant())).Ok.CodeDeliveryDetails : (await app.Resend(name)).Ok.CodeDeliveryDetails)!.Destination!.ToLowerInvariant()));
        Assert.Empty(world.Sent());
    }

    [Fact]
    public async Task Where_only_administrators_help_a_sign_up_code_can_still_be_pretended()
    {
        var app = new World().Pool(p => p with { AutoVerified = ["email"], Recovery = [] }).Client(c => c with { HidesUnknownUsers = true });
        Assert.True((await app.Resend("nobody")).IsOk);
        Assert.Equal(Texts.AskAdministrator, (await app.Forgot("nobody")).Refusal);
    }

    [Fact]
    public async Task Where_sign_up_tells_of_a_name_the_words_of_confirmation_do_too()
    {
        var pool = new World().Pool(p => p with { AutoVerified = ["email"], Names = new SignInNames { Aliases = ["email"] } });
        var app = pool.Client(c => c with { HidesUnknownUsers = true });
        var ana = pool.User("ana", Known);
        Assert.Equal(Texts.AlreadyConfirmed, (await app.Confirm("ana", "1")).Refusal);
        Assert.Equal("InvalidParameterException: User is already confirmed.", (await app.Resend("ana")).Refusal);

        // Of aliases and subs it does not.
        foreach (var name in (string[])[Known, ana.Sub, "nobody"])
            Assert.Equal(Texts.CodeExpired, (await app.Confirm(name, "1")).Refusal);
        Assert.Equal((await app.Resend(Unknown)).Ok.CodeDeliveryDetails, (await app.Resend(Known)).Ok.CodeDeliveryDetails);
    }

    [Fact]
    public async Task After_a_pretended_code_guesses_run_out_as_they_do_for_a_real_one()
    {
        var world = new World();
        var app = world.Pool(p => p with { AutoVerified = ["email"] }).Client(c => c with { HidesUnknownUsers = true });
        Assert.Equal(Texts.CodeExpired, (await app.ConfirmForgot("nobody", "1")).Refusal);
        await app.Forgot("nobody");
        for (var i = 0; i < 5; i++)
            Assert.Equal(Texts.CodeMismatch, (await app.ConfirmForgot("nobody", "1")).Refusal);
        Assert.Equal(Texts.AttemptLimit, (await app.ConfirmForgot("nobody", "1")).Refusal);
        world.Wait(TimeSpan.FromHours(1));
        Assert.Equal(Texts.CodeExpired, (await app.ConfirmForgot("nobody", "1")).Refusal);
    }

    private static TestClient Somebody(Func<UserState, UserState> state)
    {
        var pool = new World(with: parts => parts.AddSingleton<ISrp, QuickSrp>()).Pool(p => p with
        {
            Id = "eu-central-1_abc", OnlyAdminsCreate = true, AutoVerified = ["email"], Names = new SignInNames { InsteadOfUsername = ["email"] },
        });
        pool.User("ana", Known, with: state);
        return pool.Client(c => c with { HidesUnknownUsers = true, Id = "client1" });
    }

    private static Task<string> Send<T>(TestClient app, object request)
        where T : Operation => app.Pool.World.Send<T>(JsonSerializer.Serialize(request));

    private static Task<string> Wait(TestClient app, TimeSpan time)
    {
        app.Pool.World.Wait(time);
        return Task.FromResult("");
    }

    // Random numbers differ; what shows is which there are, and their form.
    private static async Task<string> BeginBySrp(TestClient app, string name)
    {
        var said = await app.Initiate("USER_SRP_AUTH", ("USERNAME", name), ("SRP_A", "2"));
        return said.IsOk ? string.Join(' ', said.Ok.ChallengeParameters!.Select(p => $"{p.Key}:{Form(p)}")) : said.Refusal;
    }

    private static string Form(KeyValuePair<string, string> parameter) => parameter.Key switch
    {
        "SALT" or "SRP_B" or "SECRET_BLOCK" => $"{parameter.Value.Length}",
        _ => $"{parameter.Value.Length}{parameter.Value[14]}",
    };

    private static async Task<string> ProveBySrp(TestClient app, string name)
    {
        var asked = await app.Initiate("USER_SRP_AUTH", ("USERNAME", name), ("SRP_A", "2"));
        return (await app.Respond(
            "PASSWORD_VERIFIER", null, ("USERNAME", asked.Ok.ChallengeParameters!["USERNAME"]), ("TIMESTAMP", SrpProver.Stamp(app.Pool.World.Now)),
            ("PASSWORD_CLAIM_SECRET_BLOCK", asked.Ok.ChallengeParameters["SECRET_BLOCK"]), ("PASSWORD_CLAIM_SIGNATURE", "AAAA"))).Refusal;
    }
}
