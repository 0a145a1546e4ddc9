using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>People and administrators see devices, have them remembered, and forget them.</summary>
public sealed class DeviceOperationsTests
{
    private const string BadToken = "InvalidParameterException: Invalid pagination token.";
    private const string None = "eu-central-1_00000000-0000-4000-8000-000000000000";
    private readonly DeviceWorld world = new();

    [Fact]
    public async Task Nobody_has_a_device_before_one_is_confirmed()
    {
        world.Pool.User("ana");
        var phone = await world.Arrive("ana");
        var own = (await world.List(phone.Token)).Ok;
        Assert.Empty(own.Devices!);
        Assert.Null(own.PaginationToken);
        Assert.Empty((await world.AdminList("ana")).Ok.Devices!);
        Assert.Equal(DeviceWorld.Unknown, (await world.Get(phone.Token, phone.Key)).Refusal);
    }

    [Fact]
    public async Task They_are_listed_in_order_page_by_page_while_more_come()
    {
        world.Pool.User("ana");
        var devices = new List<TestDevice>();
        for (var i = 0; i < 5; i++)
            devices.Add(await world.Confirmed("ana"));
        var keys = devices.Select(device => device.Key).Order(StringComparer.Ordinal).ToList();
        var token = devices[0].Token;

        var first = (await world.List(token, 2)).Ok;
        Assert.Equal(keys[..2], Keys(first.Devices));
        var late = await world.Confirmed("ana");
        var expected = keys.Append(late.Key).Where(key => string.CompareOrdinal(key, keys[1]) > 0).Order(StringComparer.Ordinal).ToList();

        var second = (await world.List(token, 2, first.PaginationToken)).Ok;
        var third = (await world.List(token, 2, second.PaginationToken)).Ok;
        Assert.Equal(expected, Keys(second.Devices).Concat(Keys(third.Devices)));
        Assert.Null(third.PaginationToken);

        Assert.Equal(6, (await world.List(token, 6)).Ok.Devices!.Count);
        Assert.Null((await world.List(token, 6)).Ok.PaginationToken);
        Assert.Equal(6, (await world.List(token, 0)).Ok.Devices!.Count);
        Assert.Equal("InvalidParameterException", (await world.List(token, 61)).Fault?.Code);
        Assert.Equivalent((await world.List(token)).Ok.Devices, (await world.AdminList("ana")).Ok.Devices);
    }

    [Fact]
    public async Task A_pagination_token_works_where_it_came_from()
    {
        world.Pool.User("ana");
        world.Pool.User("eve");
        var phone = await world.Confirmed("ana");
        await world.Confirmed("ana");
        var eves = await world.Confirmed("eve");
        var (own, admins) = ((await world.List(phone.Token, 1)).Ok.PaginationToken, (await world.AdminList("ana", 1)).Ok.PaginationToken);

        Assert.Equal(BadToken, (await world.List(eves.Token, 1, own)).Refusal);
        Assert.Equal(BadToken, (await world.List(phone.Token, 1, admins)).Refusal);
        Assert.Equal(BadToken, (await world.AdminList("ana", 1, own)).Refusal);
        Assert.Equal(BadToken, (await world.AdminList("eve", 1, admins)).Refusal);
        Assert.Equal(BadToken, (await world.List(phone.Token, 1, "AAAA")).Refusal);
        Assert.Single((await world.AdminList("ana", 1, admins)).Ok.Devices!);
    }

    [Fact]
    public async Task A_device_is_remembered_and_no_longer_as_its_person_says()
    {
        world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        world.World.Wait(TimeSpan.FromMinutes(1));

        Assert.True((await world.Update(phone.Token, phone.Key, "not_remembered")).IsOk);
        Assert.Equal("not_remembered", (await world.Attributes(phone))["dev:device_remembered_status"]);
        var shown = (await world.Get(phone.Token, phone.Key)).Ok.Device;
        Assert.Equal(world.World.Now, shown.DeviceLastModifiedDate);
        Assert.Equal(world.World.Now.AddMinutes(-1), shown.DeviceCreateDate);

        Assert.True((await world.AdminUpdate("ana", phone.Key, "remembered")).IsOk);
        Assert.Equal("remembered", (await world.Attributes(phone))["dev:device_remembered_status"]);
        Assert.Equal(
            "InvalidParameterException: Missing required parameter DeviceRememberedStatus", (await world.Update(phone.Token, phone.Key, null)).Refusal);
        Assert.Equal(
            "InvalidParameterException: Missing required parameter DeviceRememberedStatus", (await world.AdminUpdate("ana", phone.Key, null)).Refusal);
        Assert.Equal("InvalidParameterException", (await world.Update(phone.Token, phone.Key, "forever")).Fault?.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_forgotten_device_is_gone_and_its_sessions_get_no_new_tokens(bool byAdmin)
    {
        var ana = world.Pool.User("ana");
        var (phone, tablet) = (await world.Confirmed("ana"), await world.Confirmed("ana"));

        Assert.True((byAdmin ? await world.AdminForget("ana", phone.Key) : await world.Forget(tablet.Token, phone.Key)).IsOk);

        Assert.Null(world.Stored(ana, phone.Key));
        Assert.Equal(DeviceWorld.Unknown, (await world.Get(tablet.Token, phone.Key)).Refusal);
        Assert.True(await IsOver(phone));
        Assert.False(await IsOver(tablet));
        Assert.True((await new TestBearer(world.World, phone.Token).Get()).IsOk, "The access token lives out its time.");
        Assert.Equal(DeviceWorld.Unknown, (byAdmin ? await world.AdminForget("ana", phone.Key) : await world.Forget(tablet.Token, phone.Key)).Refusal);
    }

    [Fact]
    public async Task A_device_that_does_not_exist_is_refused_by_every_operation()
    {
        world.Pool.User("ana");
        var phone = await world.Arrive("ana");
        foreach (var (name, call) in world.Everything("ana", phone.Token, None))
            Assert.Equal((name, "ResourceNotFoundException", "Device does not exist."), (name, (await call())?.Code, (await call())?.Message));
    }

    [Fact]
    public async Task Nobody_reaches_the_device_of_somebody_else()
    {
        var ana = world.Pool.User("ana");
        world.Pool.User("eve");
        var (phone, eves) = (await world.Confirmed("ana"), await world.Confirmed("eve"));
        var before = world.Stored(ana, phone.Key);

        foreach (var (name, call) in world.Everything("eve", eves.Token, phone.Key))
            Assert.Equal((name, "ResourceNotFoundException"), (name, (await call())?.Code));

        Assert.Same(before, world.Stored(ana, phone.Key));
        Assert.False(await IsOver(phone));
    }

    [Fact]
    public async Task A_pool_without_devices_has_no_operation_on_them()
    {
        world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        world.Pool.Change(pool => pool with { Devices = null });

        foreach (var (_, call) in world.Everything("ana", phone.Token, phone.Key))
        {
            var fault = await call();
            Assert.Equal(DeviceWorld.Off, $"{fault?.Code}: {fault?.Message}");
        }

        Assert.Equal(DeviceWorld.Off, (await world.List(phone.Token)).Refusal);
        Assert.Equal(DeviceWorld.Off, (await world.AdminList("ana")).Refusal);
        Assert.Equal(DeviceWorld.Off, (await world.AdminList("nobody")).Refusal);
    }

    [Fact]
    public async Task Unknown_people_and_pools_have_no_devices()
    {
        const string noUser = "ResourceNotFoundException: User does not exist.";
        Assert.Equal(noUser, (await world.AdminGet("nobody", None)).Refusal);
        Assert.Equal(noUser, (await world.AdminList("nobody")).Refusal);
        Assert.Equal(Texts.NoUser, (await world.AdminForget("nobody", None)).Refusal);
        Assert.Equal(Texts.NoUser, (await world.AdminUpdate("nobody", None, "remembered")).Refusal);

        const string pool = "eu-central-1_000000000";
        var at = world.World;
        Assert.Equal(Texts.NoPool(pool), (await at.Call(at.Op<AdminListDevices>(), new() { UserPoolId = pool, Username = "ana" })).Refusal);
        Assert.Equal(Texts.NoPool(pool), (await at.Call(at.Op<AdminGetDevice>(), new() { UserPoolId = pool, Username = "ana", DeviceKey = None })).Refusal);
    }

    [Fact]
    public async Task Without_an_access_token_nobody_is_meant()
    {
        const string missing = "InvalidParameterException: Missing required parameter AccessToken";
        Assert.Equal(missing, (await world.Get(null, None)).Refusal);
        Assert.Equal(missing, (await world.Forget(null, None)).Refusal);
    }

    [Fact]
    public async Task Devices_go_with_their_person()
    {
        var ana = world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        await world.Pool.Delete("ana");
        Assert.Null(world.Stored(ana, phone.Key));
    }

    [Fact]
    public async Task A_pool_tracks_devices_as_its_settings_say()
    {
        var at = new PoolWorld();
        var id = await at.Pool("{'DeviceConfiguration':{'ChallengeRequiredOnNewDevice':true}}");
        Assert.Equal(new DeviceRules(SparesSecondFactor: true, AsksPerson: false), (await at.Store.Pools.Find(id, default))!.Devices);
        Assert.Null((await at.Store.Pools.Find(await at.Pool(), default))!.Devices);
    }

    private static IEnumerable<string?> Keys(IReadOnlyList<DeviceType>? devices) => devices!.Select(device => device.DeviceKey);

    private async Task<bool> IsOver(TestDevice device)
    {
        var claims = await world.World.Get<ITokens>().Read(device.Token, TokenUse.Access, default);
        var session = await world.World.Store.Sessions.Find(world.Pool.Id, (string)claims!["event_id"], default);
        return session!.RefreshUntil <= world.World.Now;
    }
}
