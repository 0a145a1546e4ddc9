using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>Second factors on devices: skipped on a remembered one that proves itself, where the pool says so, and nowhere else.</summary>
public sealed class DeviceAndSecondFactorTests
{
    [Fact]
    public async Task A_remembered_device_stands_in_for_the_second_factor()
    {
        var (world, _, phone) = await Ana(spares: true);
        var tokens = await new DeviceSignIn(world, "ana", phone).In();
        Assert.NotNull(tokens.AccessToken);
    }

    [Fact]
    public async Task It_does_so_where_nobody_comes_in_without_one()
    {
        var (world, _, phone) = await Ana(spares: true);
        world.Pool.Change(pool => pool with { RequiresSecondFactor = true });
        Assert.NotNull((await new DeviceSignIn(world, "ana", phone).In()).AccessToken);
    }

    [Fact]
    public async Task Another_device_does_not()
    {
        var (world, _, phone) = await Ana(spares: true);
        Assert.Equal("SOFTWARE_TOKEN_MFA", (await world.App.SignIn("ana")).Ok.ChallengeName);

        await world.AdminUpdate("ana", phone.Key, "not_remembered");
        Assert.Equal("SOFTWARE_TOKEN_MFA", (await new DeviceSignIn(world, "ana", phone).Password()).ChallengeName);
    }

    [Fact]
    public async Task Nor_does_one_that_only_says_its_name()
    {
        var (world, app, phone) = await Ana(spares: true);
        var way = new DeviceSignIn(world, "ana", phone);
        var asked = await way.Password();
        Assert.Null(asked.AuthenticationResult);
        Assert.Equal(Texts.SessionInvalid, (await world.App.Answer("ana", "SOFTWARE_TOKEN_MFA", asked.Session, app.Code())).Refusal);
        Assert.Equal(Texts.WrongPassword, (await way.Prove(await way.Asked(), phone with { Secret = "another" })).Refusal);
    }

    [Fact]
    public async Task Nor_does_it_for_a_server()
    {
        var (world, _, phone) = await Ana(spares: true);
        var said = await world.App.AdminInitiate(
            "ADMIN_USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", World.Password), ("DEVICE_KEY", phone.Key));
        Assert.Equal("SOFTWARE_TOKEN_MFA", said.Ok.ChallengeName);
    }

    [Fact]
    public async Task Where_devices_spare_nothing_both_are_asked_and_the_device_goes_with_the_sign_in()
    {
        var (world, app, phone) = await Ana(spares: false);
        var way = new DeviceSignIn(world, "ana", phone);
        var asked = await way.Password();
        Assert.Equal("SOFTWARE_TOKEN_MFA", asked.ChallengeName);

        world.World.Wait(TimeSpan.FromSeconds(30));
        var next = (await world.App.Answer("ana", asked, app.Code())).Ok;
        Assert.Equal("DEVICE_SRP_AUTH", next.ChallengeName);
        var begun = (await way.Begin(next.Session)).Ok;
        Assert.NotNull((await way.Prove(begun)).Ok.AuthenticationResult!.AccessToken);
    }

    [Fact]
    public async Task What_a_device_spares_is_asked_when_the_pool_changes_its_mind_meanwhile()
    {
        var (world, _, phone) = await Ana(spares: true);
        var way = new DeviceSignIn(world, "ana", phone);
        var begun = await way.Asked();
        world.Pool.Change(pool => pool with { Devices = new(SparesSecondFactor: false, AsksPerson: false) });
        var next = (await way.Prove(begun)).Ok;
        Assert.Null(next.AuthenticationResult);
        Assert.Equal("SOFTWARE_TOKEN_MFA", next.ChallengeName);
    }

    [Fact]
    public async Task A_device_is_met_after_the_second_factor_too()
    {
        var (world, app, _) = await Ana(spares: true);
        world.World.Wait(TimeSpan.FromSeconds(30));
        var tokens = (await world.App.Answer("ana", (await world.App.SignIn("ana")).Ok, app.Code())).Ok.AuthenticationResult!;
        Assert.NotNull(tokens.NewDeviceMetadata);
    }

    // A person with an authenticator, and a device that is remembered.
    private static async Task<(DeviceWorld World, AuthenticatorApp App, TestDevice Phone)> Ana(bool spares)
    {
        var world = new DeviceWorld(spares);
        world.Pool.Change(pool => pool with { SecondFactors = [SecondFactor.SoftwareToken] });
        world.Pool.User("ana", "ana@example.com");
        var phone = await world.Confirmed("ana");
        var app = await new TestBearer(world.World, phone.Token).SetUpAuthenticator("app");
        return (world, app, phone);
    }
}
