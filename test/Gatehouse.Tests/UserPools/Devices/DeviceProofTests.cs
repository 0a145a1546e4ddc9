namespace Gatehouse.Tests.UserPools;

/// <summary>Proofs of devices that do not hold, and proofs of something else.</summary>
public sealed class DeviceProofTests
{
    private readonly DeviceWorld world = new();

    [Fact]
    public async Task A_device_that_does_not_know_its_secret_is_not_the_one()
    {
        var (phone, way) = await Phone();
        Assert.Equal(Texts.WrongPassword, (await way.Prove(await way.Asked(), phone with { Secret = "another" })).Refusal);
        Assert.Equal(Texts.WrongPassword, (await way.Prove(await way.Asked(), phone with { GroupKey = "-AAAAAAAA" })).Refusal);
        Assert.Equal(Texts.WrongPassword, (await way.Prove(await way.Asked(), late: TimeSpan.FromMinutes(6))).Refusal);
        Assert.NotNull((await way.In()).AccessToken);
    }

    [Fact]
    public async Task A_proof_is_judged_once()
    {
        var (phone, way) = await Phone();
        var asked = await way.Asked();
        Assert.Equal(Texts.WrongPassword, (await way.Prove(asked, phone with { Secret = "another" })).Refusal);
        Assert.Equal(Texts.SessionSpent, (await way.Prove(asked)).Refusal);

        asked = await way.Asked();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => way.Prove(asked))));
        Assert.Single(outcomes, outcome => outcome.IsOk);
    }

    [Fact]
    public async Task A_beginning_is_answered_once()
    {
        var (_, way) = await Phone();
        var asked = await way.Password();
        Assert.True((await way.Begin(asked.Session)).IsOk);
        Assert.Equal(Texts.SessionSpent, (await way.Begin(asked.Session)).Refusal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("xyz")]
    public async Task An_A_that_proves_nothing_is_refused_and_costs_nothing(string a)
    {
        var (_, way) = await Phone();
        var asked = await way.Password();
        Assert.Equal("InvalidParameterException", (await way.Begin(asked.Session, a)).Fault?.Code);
        Assert.Equal("InvalidParameterException", (await way.Begin(asked.Session, Convert.ToHexString(Gatehouse.Crypto.SrpGroup.Modulus))).Fault?.Code);
        Assert.True((await way.Begin(asked.Session)).IsOk);
    }

    [Fact]
    public async Task Nobody_begins_without_a_first_factor()
    {
        var (_, way) = await Phone();
        foreach (var session in new[] { null, "AYABeAAAAAAAAAAAAAAAAAAA", "nothing of ours at all" })
            Assert.Equal(Texts.SessionInvalid, (await way.Begin(session)).Refusal);

        var begun = await way.Asked();
        Assert.Equal(Texts.SessionInvalid, (await way.Begin(begun.Session)).Refusal);
        var asked = await way.Password();
        Assert.Equal(Texts.SessionInvalid, (await way.Prove(begun with { Session = asked.Session })).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await way.Prove(begun with { Session = null })).Refusal);
    }

    [Fact]
    public async Task The_session_of_one_person_or_device_serves_no_other()
    {
        var (phone, way) = await Phone();
        var tablet = await world.Confirmed("ana");
        world.Pool.User("eve");
        var eves = await world.Confirmed("eve");
        var asked = await way.Password();

        Assert.Equal(Texts.SessionInvalid, (await way.Begin(asked.Session, key: tablet.Key)).Refusal);
        Assert.False((await new DeviceSignIn(world, "eve", phone).Begin(asked.Session)).IsOk);
        Assert.False((await new DeviceSignIn(world, "eve", eves).Begin(asked.Session)).IsOk);
        Assert.True((await way.Begin(asked.Session)).IsOk);
    }

    [Fact]
    public async Task What_one_exchange_was_asked_another_does_not_answer()
    {
        var (phone, way) = await Phone();
        var (one, two) = (await way.Asked(), await way.Asked());
        Assert.Equal(Texts.WrongPassword, (await way.Prove(one with { ChallengeParameters = two.ChallengeParameters })).Refusal);

        // The proof of a password is none of a device, and the other way round.
        var srp = new SrpSignIn(world.App);
        var password = srp.Answers(await srp.Begin("ana"), World.Password);
        var swapped = password.Where(pair => pair.Name != "USERNAME").ToArray();
        Assert.Equal(
            Texts.WrongPassword,
            (await world.App.Respond("DEVICE_PASSWORD_VERIFIER", two.Session, [("USERNAME", "ana"), ("DEVICE_KEY", phone.Key), .. swapped])).Refusal);
        var third = await way.Asked();
        var device = new SrpProver().Answers(third.ChallengeParameters!, phone, world.World.Now);
        Assert.Equal(Texts.WrongPassword, (await world.App.Respond("PASSWORD_VERIFIER", null, [("USERNAME", "ana"), .. device])).Refusal);
    }

    [Theory]
    [InlineData("DEVICE_KEY")]
    [InlineData("PASSWORD_CLAIM_SIGNATURE")]
    [InlineData("PASSWORD_CLAIM_SECRET_BLOCK")]
    [InlineData("TIMESTAMP")]
    public async Task What_is_missing_is_asked_for(string missing)
    {
        var (phone, way) = await Phone();
        var asked = await way.Asked();
        var answers = new SrpProver().Answers(asked.ChallengeParameters!, phone, world.World.Now).Where(pair => pair.Name != missing);
        Assert.Equal(
            $"InvalidParameterException: Missing required parameter {missing}",
            (await world.App.Respond("DEVICE_PASSWORD_VERIFIER", asked.Session, [("USERNAME", "ana"), .. answers])).Refusal);
        Assert.True((await way.Prove(asked)).IsOk);
    }

    [Fact]
    public async Task Forgetting_a_device_ends_its_trust_between_two_steps()
    {
        var (phone, way) = await Phone();
        var (asked, begun) = (await way.Password(), await way.Asked());
        await world.AdminForget("ana", phone.Key);
        Assert.Equal(DeviceWorld.Unknown, (await way.Begin(asked.Session)).Refusal);
        Assert.Equal(DeviceWorld.Unknown, (await way.Prove(begun)).Refusal);
    }

    [Fact]
    public async Task So_does_no_longer_remembering_it()
    {
        var (phone, way) = await Phone();
        var (asked, begun) = (await way.Password(), await way.Asked());
        await world.AdminUpdate("ana", phone.Key, "not_remembered");
        Assert.Equal(Texts.SessionInvalid, (await way.Begin(asked.Session)).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await way.Prove(begun)).Refusal);
    }

    [Fact]
    public async Task So_does_a_pool_that_keeps_no_track_any_more()
    {
        var (_, way) = await Phone();
        var begun = await way.Asked();
        world.Pool.Change(pool => pool with { Devices = null });
        Assert.Equal(Texts.SessionInvalid, (await way.Prove(begun)).Refusal);
    }

    [Fact]
    public async Task A_replaced_password_and_a_disabled_person_end_it_too()
    {
        var (_, way) = await Phone();
        var begun = await way.Asked();
        await world.Pool.Disable("ana");
        Assert.Equal(Texts.SessionInvalid, (await way.Prove(begun)).Refusal);
        await world.Pool.Enable("ana");

        begun = await way.Asked();
        world.World.Wait(TimeSpan.FromSeconds(1));
        await world.Pool.SetPassword("ana", World.Another);
        Assert.Equal(Texts.SessionInvalid, (await way.Prove(begun)).Refusal);
    }

    [Fact]
    public async Task A_step_is_over_when_its_time_is()
    {
        var (_, way) = await Phone();
        var begun = await way.Asked();
        world.World.Wait(TimeSpan.FromMinutes(3));
        Assert.Equal(Texts.SessionExpired, (await way.Prove(begun)).Refusal);
    }

    [Fact]
    public async Task A_server_cannot_answer_for_a_device()
    {
        var (phone, way) = await Phone();
        var asked = await way.Password();
        var said = await world.World.Call(world.World.Op<Operations.UserPools.AdminRespondToAuthChallenge>(), new()
        {
            UserPoolId = world.Pool.Id, ClientId = world.App.Id, ChallengeName = "DEVICE_SRP_AUTH", Session = asked.Session,
            ChallengeResponses = Wire.Map(("USERNAME", "ana"), ("DEVICE_KEY", phone.Key), ("SRP_A", way.A)),
        });
        Assert.Equal(Texts.SessionInvalid, said.Refusal);
    }

    private async Task<(TestDevice Phone, DeviceSignIn Way)> Phone()
    {
        world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        return (phone, new DeviceSignIn(world, "ana", phone));
    }
}
