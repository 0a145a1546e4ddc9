using System.Net;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>A device is met, proves itself when it comes again, and stands in for the second factor where the pool says so.</summary>
public sealed class DeviceSignInTests
{
    private readonly DeviceWorld world = new();

    [Fact]
    public async Task A_device_that_is_not_known_is_told_what_it_is_called()
    {
        world.Pool.User("ana");
        var tokens = await world.App.TokensOf("ana");
        var told = tokens.NewDeviceMetadata!;
        Assert.Matches("^eu-central-1_[0-9a-f-]{36}$", told.DeviceKey);
        Assert.Equal(told.DeviceKey, await KeyIn(tokens));

        var again = await world.App.TokensOf("ana");
        Assert.NotEqual(told.DeviceKey, again.NewDeviceMetadata!.DeviceKey);
        Assert.Equal(told.DeviceGroupKey, again.NewDeviceMetadata.DeviceGroupKey);
    }

    [Fact]
    public async Task A_pool_that_keeps_no_track_tells_nothing_and_hears_nothing()
    {
        world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        world.Pool.Change(pool => pool with { Devices = null });
        var said = (await new DeviceSignIn(world, "ana", phone).Password()).AuthenticationResult!;
        Assert.Null(said.NewDeviceMetadata);
        Assert.Null(await KeyIn(said));
    }

    [Fact]
    public async Task A_remembered_device_proves_itself_after_the_password()
    {
        var ana = world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        world.World.Wait(TimeSpan.FromDays(1));
        var way = new DeviceSignIn(world, "ana", phone);

        var asked = await way.Password();
        Assert.Equal("DEVICE_SRP_AUTH", asked.ChallengeName);
        Assert.Null(asked.AuthenticationResult);
        Assert.Equal(phone.Key, asked.ChallengeParameters!["DEVICE_KEY"]);
        Assert.Equal("ana", asked.ChallengeParameters["USERNAME"]);

        var begun = (await way.Begin(asked.Session)).Ok;
        Assert.Equal("DEVICE_PASSWORD_VERIFIER", begun.ChallengeName);
        Assert.Equal(["DEVICE_KEY", "SALT", "SECRET_BLOCK", "SRP_B", "USERNAME"], begun.ChallengeParameters!.Keys.Order(StringComparer.Ordinal));

        var tokens = (await way.Prove(begun)).Ok.AuthenticationResult!;
        Assert.Null(tokens.NewDeviceMetadata);
        Assert.Equal(phone.Key, await KeyIn(tokens));
        Assert.Equal(world.World.Now, world.Stored(ana, phone.Key)!.LastSignIn);
    }

    [Fact]
    public async Task It_does_so_after_SRP_when_it_is_named_with_the_proof()
    {
        world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        var srp = new SrpSignIn(world.App);
        var asked = (await srp.Answer([.. srp.Answers(await srp.Begin("ana"), World.Password), ("DEVICE_KEY", phone.Key)])).Ok;
        Assert.Equal("DEVICE_SRP_AUTH", asked.ChallengeName);

        var way = new DeviceSignIn(world, "ana", phone);
        Assert.Equal(phone.Key, await KeyIn((await way.Prove((await way.Begin(asked.Session)).Ok)).Ok.AuthenticationResult!));
    }

    [Fact]
    public async Task Where_it_was_seen_last_is_shown()
    {
        var ana = world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        world.Pool.Change(pool => pool with { Devices = new(true, true) });
        await world.Update(phone.Token, phone.Key, "not_remembered");
        var request = new InitiateAuthRequest
        {
            ClientId = world.App.Id, AuthFlow = "USER_PASSWORD_AUTH",
            AuthParameters = Wire.Map(("USERNAME", "ana"), ("PASSWORD", World.Password), ("DEVICE_KEY", phone.Key)),
        };
        await world.World.Op<InitiateAuth>().Run(request, new("request") { Address = IPAddress.Parse("2001:db8::7") });
        Assert.Equal("2001:db8::7", (await world.Attributes(phone))["last_ip_used"]);
        Assert.Equal("2001:db8::7", world.Stored(ana, phone.Key)!.LastAddress);
    }

    [Fact]
    public async Task A_device_that_is_not_remembered_or_cannot_prove_itself_is_not_asked()
    {
        world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        await world.Update(phone.Token, phone.Key, "not_remembered");
        var tokens = (await new DeviceSignIn(world, "ana", phone).Password()).AuthenticationResult!;
        Assert.Null(tokens.NewDeviceMetadata);
        Assert.Equal(phone.Key, await KeyIn(tokens));

        var plain = await world.Arrive("ana");
        await world.World.Call(world.World.Op<ConfirmDevice>(), new() { AccessToken = plain.Token, DeviceKey = plain.Key });
        Assert.Equal(plain.Key, await KeyIn((await new DeviceSignIn(world, "ana", plain).Password()).AuthenticationResult!));
    }

    [Fact]
    public async Task A_key_that_is_not_the_persons_is_refused_and_costs_nothing()
    {
        world.Pool.User("ana");
        world.Pool.User("eve");
        var (phone, met) = (await world.Confirmed("ana"), await world.Arrive("ana"));
        var eve = new DeviceSignIn(world, "eve", phone);
        Assert.Equal(DeviceWorld.Unknown, (await eve.TryPassword()).Refusal);
        Assert.Equal(DeviceWorld.Unknown, (await eve.TryPassword(met.Key)).Refusal);
        Assert.Equal(DeviceWorld.Unknown, (await eve.TryPassword(new string('x', 5000))).Refusal);
        Assert.Equal(DeviceWorld.Unknown, (await new DeviceSignIn(world, "ana", phone).TryPassword(met.Key)).Refusal);

        // What a client does then: the same answer again, without the device.
        var srp = new SrpSignIn(world.App);
        var answers = srp.Answers(await srp.Begin("eve"), World.Password);
        Assert.Equal(DeviceWorld.Unknown, (await srp.Answer([.. answers, ("DEVICE_KEY", phone.Key)])).Refusal);
        Assert.NotNull((await srp.Answer(answers)).Ok.AuthenticationResult!.NewDeviceMetadata);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_does_not_tell_who_exists(bool hides)
    {
        world.App.Change(client => client with { HidesUnknownUsers = hides });
        world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        world.Pool.User("eve");
        foreach (var (name, password) in new[] { ("eve", World.Password), ("eve", World.Wrong), ("nobody", World.Password) })
            Assert.Equal(DeviceWorld.Unknown, (await new DeviceSignIn(world, name, phone).TryPassword(null, password)).Refusal);
    }

    [Fact]
    public async Task The_password_is_asked_for_all_the_same()
    {
        world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        Assert.Equal(Texts.WrongPassword, (await new DeviceSignIn(world, "ana", phone).TryPassword(null, World.Wrong)).Refusal);
    }

    [Fact]
    public async Task A_refresh_names_the_device_and_a_forgotten_one_gets_none()
    {
        world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        Assert.Equal(Texts.RefreshInvalid, (await world.App.Refresh(phone.Refresh)).Refusal);
        Assert.Equal(Texts.RefreshInvalid, (await Refresh(phone.Refresh, "eu-central-1_00000000-0000-4000-8000-000000000000")).Refusal);
        var renewed = (await Refresh(phone.Refresh, phone.Key)).Ok.AuthenticationResult!;
        Assert.Equal(phone.Key, await KeyIn(renewed));
        Assert.Null(renewed.NewDeviceMetadata);

        var again = await new DeviceSignIn(world, "ana", phone).In();
        await world.Forget(phone.Token, phone.Key);
        foreach (var token in new[] { phone.Refresh, again.RefreshToken! })
            Assert.Equal(Texts.RefreshExpired, (await Refresh(token, phone.Key)).Refusal);
        Assert.Equal(DeviceWorld.Unknown, (await new DeviceSignIn(world, "ana", phone).TryPassword()).Refusal);
    }

    [Fact]
    public async Task A_server_has_no_device_to_prove()
    {
        world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        var said = (await world.App.AdminInitiate(
            "ADMIN_USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", World.Password), ("DEVICE_KEY", phone.Key))).Ok;
        Assert.Equal(phone.Key, await KeyIn(said.AuthenticationResult!));
        Assert.NotNull((await world.App.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", World.Password)))
            .Ok.AuthenticationResult!.NewDeviceMetadata);
    }

    [Fact]
    public async Task Who_forgets_a_device_while_somebody_signs_in_on_it_is_not_too_late()
    {
        var forget = () => { };
        var at = new DeviceWorld(watch: call =>
        {
            if (call == "ISessions.Open")
                forget();
        });
        at.Pool.User("ana");
        var phone = await at.Confirmed("ana");
        var way = new DeviceSignIn(at, "ana", phone);
        var asked = await way.Asked();

        forget = () => Assert.True(at.Forget(phone.Token, phone.Key).Result.IsOk);

        Assert.Equal(DeviceWorld.Unknown, (await way.Prove(asked)).Refusal);
    }

    private Task<Said<InitiateAuthResponse>> Refresh(string token, string key) =>
        world.App.Initiate("REFRESH_TOKEN_AUTH", ("REFRESH_TOKEN", token), ("DEVICE_KEY", key));

    private async Task<string?> KeyIn(AuthenticationResultType tokens) =>
        (await world.World.Get<ITokens>().Read(tokens.AccessToken!, TokenUse.Access, default))!.GetValueOrDefault("device_key") as string;
}
