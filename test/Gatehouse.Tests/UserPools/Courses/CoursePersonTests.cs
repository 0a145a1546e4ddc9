using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>Who is let in by functions, who is not whatever they say, and what people do meanwhile.</summary>
public sealed class CoursePersonTests
{
    private readonly CourseWorld at = new();

    [Fact]
    public async Task Whose_sign_up_waits_is_not_let_in()
    {
        at.Pool.User("ana", with: user => user with { Status = UserStatus.Unconfirmed });
        Assert.Equal(Texts.NotConfirmed, (await at.In("ana")).Refusal);
        at.Functions.Respond("DefineAuthChallenge", """{"issueTokens":true}""");
        Assert.Equal(Texts.NotConfirmed, (await at.Begin("ana")).Refusal);
    }

    [Fact]
    public async Task Who_is_kept_out_is_not_let_in()
    {
        at.Pool.User("ana", with: user => user with { Enabled = false });
        Assert.Equal(Texts.Disabled, (await at.In("ana")).Refusal);
        at.Functions.Respond("DefineAuthChallenge", """{"issueTokens":true}""");
        Assert.Equal(Texts.Disabled, (await at.Begin("ana")).Refusal);
    }

    [Fact]
    public async Task Who_must_recover_the_password_does_so_first()
    {
        at.Pool.User("ana", with: user => user with { Status = UserStatus.ResetRequired });
        Assert.Equal(Texts.ResetRequired, (await at.In("ana")).Refusal);
        Assert.Equal(Texts.WrongPassword, (await at.Hiding().In("ana")).Refusal);
    }

    [Fact]
    public async Task Who_came_by_another_provider_is_not_let_in()
    {
        at.Pool.User("ana", with: user => user with { Status = UserStatus.ExternalProvider, Password = null });
        Assert.Equal(Texts.WrongPassword, (await at.In("ana")).Refusal);
    }

    [Fact]
    public async Task Who_was_invited_chooses_a_password_first()
    {
        await at.Pool.Create("ana", request => request with { TemporaryPassword = World.Password, MessageAction = "SUPPRESS" });
        var asked = (await at.In("ana")).Ok;
        Assert.Equal("NEW_PASSWORD_REQUIRED", asked.ChallengeName);
        Assert.NotNull((await at.App.ChooseNewPassword("ana", asked.Session)).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task Who_never_had_a_password_is_let_in()
    {
        at.Pool.User("ana", with: user => user with { Password = null });
        Assert.NotNull((await at.In("ana")).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task The_function_may_confirm_whom_it_lets_in()
    {
        at.Pool.User("ana", with: user => user with { Status = UserStatus.Unconfirmed });
        var asked = await at.Riddle("ana");
        at.Functions.Answer("DefineAuthChallenge", async request =>
        {
            Assert.True((await at.Pool.Confirm("ana")).IsOk);
            request["response"]!["issueTokens"] = true;
            return Gatehouse.Triggers.FunctionAnswer.Of(request);
        });
        Assert.NotNull((await at.Solve("ana", asked.Session)).Ok.AuthenticationResult);
    }

    [Theory]
    [InlineData("DefineAuthChallenge")]
    [InlineData("VerifyAuthChallengeResponse")]
    public async Task Who_is_kept_out_deleted_or_given_another_password_while_a_function_thinks_is_not_let_in(string trigger)
    {
        var acts = new (Func<string, Task> Act, string Refusal)[]
        {
            (name => at.Pool.Disable(name), Texts.Disabled),
            (name => at.Pool.Delete(name), Texts.WrongPassword),
            (name => Later(() => at.Pool.SetPassword(name, World.Another)), Texts.WrongPassword),
        };
        for (var i = 0; i < acts.Length; i++)
        {
            var (name, (act, refusal)) = ($"user{i}", acts[i]);
            at.Pool.User(name);
            at.Course("CUSTOM_CHALLENGE");
            var asked = await at.Riddle(name);
            at.Functions.Answer(trigger, async request =>
            {
                await act(name);
                request["response"] = System.Text.Json.Nodes.JsonNode.Parse(trigger[0] == 'D' ? """{"issueTokens":true}""" : """{"answerCorrect":true}""");
                return Gatehouse.Triggers.FunctionAnswer.Of(request);
            });
            Assert.Equal(refusal, (await at.Solve(name, asked.Session)).Refusal);
        }

        Task Later(Func<Task> act)
        {
            at.World.Wait(TimeSpan.FromSeconds(1));
            return act();
        }
    }

    [Fact]
    public async Task Who_changes_between_the_calls_begins_again()
    {
        at.Pool.User("ana");
        var asked = await at.Riddle("ana");
        at.World.Wait(TimeSpan.FromSeconds(1));
        await at.Pool.SetPassword("ana", World.Another);
        Assert.Equal(Texts.SessionInvalid, (await at.Solve("ana", asked.Session)).Refusal);

        asked = await at.Riddle("ana");
        await at.Pool.Delete("ana");
        Assert.Equal(Texts.SessionInvalid, (await at.Solve("ana", asked.Session)).Refusal);
    }

    [Fact]
    public async Task An_answer_for_another_person_is_none()
    {
        var (_, eve) = (at.Pool.User("ana"), at.Pool.User("eve"));
        var session = (await at.Riddle("eve")).Session;
        Assert.Equal(Texts.SessionInvalid, (await at.Solve("ana", session)).Refusal);
        var tokens = (await at.Solve("eve", session)).Ok.AuthenticationResult!;
        Assert.Equal(eve.Sub, FunctionWorld.Claims(tokens.AccessToken).GetProperty("sub").GetString());
    }

    [Fact]
    public async Task Nor_is_one_through_another_application()
    {
        at.Pool.User("ana");
        var session = (await at.Riddle("ana")).Session;
        at.Through(at.Pool.Client(client => client with { Ways = SignInWays.Custom }));
        Assert.Equal(Texts.SessionInvalid, (await at.Solve("ana", session)).Refusal);
    }

    [Fact]
    public async Task Every_name_of_a_person_is_good_for_both_calls()
    {
        at.Pool.Change(pool => pool with { Names = new() { Aliases = ["email"] } });
        var ana = at.Pool.User("Ana", "ana@example.com");
        foreach (var name in (string[])["Ana", "ANA", "ana@example.com", ana.Sub])
        {
            var asked = await at.Riddle(name);
            Assert.Equal("ana", asked.ChallengeParameters!["USERNAME"]);
            Assert.True((await at.Solve(asked.ChallengeParameters["USERNAME"], asked.Session)).IsOk);
            Assert.True((await at.Solve(name, (await at.Riddle(name)).Session)).IsOk);
        }

        Assert.All(at.Functions.Asked, one => Assert.Equal("Ana", (string?)one["userName"]));
    }

    [Fact]
    public async Task An_answer_is_looked_at_once()
    {
        at.Pool.User("ana");
        var session = (await at.Riddle("ana")).Session;
        Assert.True((await at.Solve("ana", session)).IsOk);
        Assert.Equal(Texts.SessionSpent, (await at.Solve("ana", session)).Refusal);
        Assert.Single(at.Asked("VerifyAuthChallengeResponse"));
    }

    [Fact]
    public async Task Of_many_answers_at_once_one_is_looked_at()
    {
        at.Pool.User("ana");
        var session = (await at.Riddle("ana")).Session;
        var said = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => at.Solve("ana", session, i % 2 == 0 ? CourseWorld.Answer : "Paris"))));
        Assert.Single(said, one => one.IsOk);
        Assert.All(said.Where(one => !one.IsOk), one => Assert.Equal(Texts.SessionSpent, one.Refusal));
        Assert.Single(at.Asked("VerifyAuthChallengeResponse"));
    }

    [Fact]
    public async Task Neither_time_nor_a_failing_function_leaves_a_second_try()
    {
        at.Pool.User("ana");
        var session = (await at.Riddle("ana")).Session;
        at.World.Wait(TimeSpan.FromMinutes(3));
        Assert.Equal(Texts.SessionExpired, (await at.Solve("ana", session)).Refusal);

        session = (await at.Riddle("ana")).Session;
        at.Functions.Refuse("VerifyAuthChallengeResponse", "Not now");
        Assert.False((await at.Solve("ana", session)).IsOk);
        Assert.Equal(Texts.SessionSpent, (await at.Solve("ana", session)).Refusal);
    }

    [Fact]
    public async Task A_history_tells_of_the_end_alone()
    {
        at.Pool.Change(pool => pool with { Threats = ThreatMode.Audit });
        var ana = at.Pool.User("ana");
        await at.In("ana");
        at.Functions.Respond("DefineAuthChallenge", """{"failAuthentication":true}""");
        at.World.Wait(TimeSpan.FromSeconds(1));
        await at.Begin("ana");
        await at.World.KeepEvents();
        var events = (await at.World.Call(at.World.Op<Gatehouse.Operations.UserPools.AdminListUserAuthEvents>(), new() { UserPoolId = at.Pool.Id, Username = "ana" })).Ok.AuthEvents!;
        Assert.Equal([("SignIn", "Fail"), ("SignIn", "Pass")], events.Select(one => (one.EventType!, one.EventResponse!)));
        Assert.All(events, one => Assert.Null(one.ChallengeResponses));
    }
}
