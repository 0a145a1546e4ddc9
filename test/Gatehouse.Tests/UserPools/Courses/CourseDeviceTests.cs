using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>Devices in a sign-in whose course functions decide.</summary>
public sealed class CourseDeviceTests
{
    private const string Phone = "+15550001234";

    private readonly DeviceWorld world = new(spares: true);
    private readonly SrpProver prover = new();
    private readonly List<string> rounds = [];

    [Fact]
    public async Task A_device_that_is_not_known_is_told_what_it_is_called()
    {
        world.Pool.User("ana");
        Guide("CUSTOM_CHALLENGE");
        var asked = (await world.App.Initiate("CUSTOM_AUTH", ("USERNAME", "ana"))).Ok;
        var tokens = (await Solve(asked.Session)).Ok.AuthenticationResult!;
        Assert.NotNull(tokens.NewDeviceMetadata!.DeviceKey);
    }

    [Fact]
    public async Task A_remembered_device_proves_itself_after_the_function_let_in()
    {
        world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        Guide("CUSTOM_CHALLENGE");
        var asked = (await world.App.Initiate("CUSTOM_AUTH", ("USERNAME", "ana"), ("DEVICE_KEY", phone.Key))).Ok;
        var due = (await Solve(asked.Session, ("DEVICE_KEY", phone.Key))).Ok;
        Assert.Equal("DEVICE_SRP_AUTH", due.ChallengeName);
        Assert.Equal("CUSTOM_CHALLENGE", Assert.Single(rounds));

        var way = new DeviceSignIn(world, "ana", phone);
        var tokens = (await way.Prove((await way.Begin(due.Session)).Ok)).Ok.AuthenticationResult!;
        Assert.Null(tokens.NewDeviceMetadata);
        Assert.Equal(phone.Key, FunctionWorld.Claims(tokens.AccessToken).GetProperty("device_key").GetString());
    }

    [Fact]
    public async Task It_goes_with_the_sign_in_whether_it_is_named_again_or_not()
    {
        world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        Guide("CUSTOM_CHALLENGE");
        var asked = (await world.App.Initiate("CUSTOM_AUTH", ("USERNAME", "ana"), ("DEVICE_KEY", phone.Key))).Ok;
        Assert.Equal("DEVICE_SRP_AUTH", (await Solve(asked.Session)).Ok.ChallengeName);

        var other = await world.Confirmed("ana");
        asked = (await world.App.Initiate("CUSTOM_AUTH", ("USERNAME", "ana"), ("DEVICE_KEY", phone.Key))).Ok;
        Assert.Equal(Texts.SessionInvalid, (await Solve(asked.Session, ("DEVICE_KEY", other.Key))).Refusal);
    }

    [Fact]
    public async Task Where_it_stands_in_for_the_second_factor_it_does_so_before_the_function_goes_on_and_once()
    {
        world.Pool.Change(pool => pool with { SecondFactors = [SecondFactor.Sms] });
        world.Pool.User("ana", phone: Phone);
        var phone = await world.Confirmed("ana");
        await world.Pool.Prefer("ana", sms: new() { Enabled = true });
        Guide("PASSWORD_VERIFIER", "CUSTOM_CHALLENGE");

        var way = new DeviceSignIn(world, "ana", phone);
        var due = (await Prove(phone)).Ok;
        Assert.Equal("DEVICE_SRP_AUTH", due.ChallengeName);
        var riddle = (await way.Prove((await way.Begin(due.Session)).Ok)).Ok;
        Assert.Equal("CUSTOM_CHALLENGE", riddle.ChallengeName);
        var tokens = (await Solve(riddle.Session)).Ok.AuthenticationResult!;
        Assert.Equal(phone.Key, FunctionWorld.Claims(tokens.AccessToken).GetProperty("device_key").GetString());
        Assert.Equal(["SRP_A", "PASSWORD_VERIFIER", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER", "CUSTOM_CHALLENGE"], rounds);
    }

    [Fact]
    public async Task Where_nobody_owes_a_second_factor_it_comes_last()
    {
        world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        Guide("PASSWORD_VERIFIER", "CUSTOM_CHALLENGE");
        var riddle = (await Prove(phone)).Ok;
        Assert.Equal("CUSTOM_CHALLENGE", riddle.ChallengeName);
        Assert.Equal("DEVICE_SRP_AUTH", (await Solve(riddle.Session)).Ok.ChallengeName);
    }

    private Task<Said<RespondToAuthChallengeResponse>> Solve(string? session, params (string Name, string Value)[] more) =>
        world.App.Respond("CUSTOM_CHALLENGE", session, [("USERNAME", "ana"), ("ANSWER", "x"), .. more]);

    private async Task<Said<RespondToAuthChallengeResponse>> Prove(TestDevice device)
    {
        var asked = (await world.App.Initiate(
            "CUSTOM_AUTH", ("USERNAME", "ana"), ("CHALLENGE_NAME", "SRP_A"), ("SRP_A", prover.A), ("DEVICE_KEY", device.Key))).Ok;
        (string, string)[] proof = [.. prover.Answers(asked.ChallengeParameters!, world.Pool.Id, World.Password, world.World.Now), ("DEVICE_KEY", device.Key)];
        return await world.App.Respond("PASSWORD_VERIFIER", asked.Session, proof);
    }

    // Asks for these in order, and takes any answer to a riddle.
    private void Guide(params string[] challenges)
    {
        world.App.Change(client => client with { Ways = client.Ways | SignInWays.Custom });
        world.Pool.Hook(Occasion.SignInCourse, Occasion.RiddleMaking, Occasion.RiddleAnswer);
        world.World.Functions.Respond("VerifyAuthChallengeResponse", """{"answerCorrect":true}""");
        world.World.Functions.Answer("DefineAuthChallenge", request =>
        {
            rounds.Clear();
            rounds.AddRange(request["request"]!["session"]!.AsArray().Select(round => (string)round!["challengeName"]!));
            var next = challenges.FirstOrDefault(name => !rounds.Contains(name));
            request["response"]![next is null ? "issueTokens" : "challengeName"] = next is null ? true : next;
            return Gatehouse.Triggers.FunctionAnswer.Of(request);
        });
    }
}
