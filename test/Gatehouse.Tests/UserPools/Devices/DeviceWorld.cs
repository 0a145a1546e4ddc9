using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>A device in a test: where it signed in, and what it was told.</summary>
internal sealed record TestDevice(string Token, string Refresh, string Key, string GroupKey)
{
    /// <summary>What it proves itself by.</summary>
    public string Secret { get; init; } = "a-secret-of-forty-bytes";

    /// <summary>A device that was told its name.</summary>
    public static TestDevice Told(AuthenticationResultType tokens) => new(
        tokens.AccessToken!, tokens.RefreshToken!, tokens.NewDeviceMetadata!.DeviceKey!, tokens.NewDeviceMetadata.DeviceGroupKey!);
}

/// <summary>A pool that keeps track of devices.</summary>
internal sealed class DeviceWorld
{
    public const string Off = "InvalidUserPoolConfigurationException: User pool does not have device tracking enabled.";
    public const string Unknown = "ResourceNotFoundException: Device does not exist.";

    public DeviceWorld(bool spares = true, bool asks = false, Action<string>? watch = null)
    {
        World = new(watch);
        Pool = World.Pool(pool => pool with { Devices = new(spares, asks) });
        App = Pool.Client();
    }

    public World World { get; }

    public TestPool Pool { get; }

    public TestClient App { get; }

    /// <summary>A device that nobody knows yet, on which a person just signed in.</summary>
    public async Task<TestDevice> Arrive(string name) => TestDevice.Told(await App.TokensOf(name));

    /// <summary>By what the device will prove itself.</summary>
    public DeviceSecretVerifierConfigType Proof(TestDevice device)
    {
        var (salt, verifier) = World.Get<ISrp>().Enrol(device.GroupKey, device.Key, device.Secret);
        return new() { Salt = Convert.ToBase64String(salt), PasswordVerifier = Convert.ToBase64String(verifier) };
    }

    public Task<Said<ConfirmDeviceResponse>> Confirm(TestDevice device, string? name = "phone") => World.Call(World.Op<ConfirmDevice>(), new()
    {
        AccessToken = device.Token, DeviceKey = device.Key, DeviceName = name, DeviceSecretVerifierConfig = Proof(device),
    });

    /// <summary>A device that is confirmed.</summary>
    public async Task<TestDevice> Confirmed(string name)
    {
        var device = await Arrive(name);
        Assert.True((await Confirm(device)).IsOk);
        return device;
    }

    public Task<Said<GetDeviceResponse>> Get(string? token, string key) =>
        World.Call(World.Op<GetDevice>(), new() { AccessToken = token, DeviceKey = key });

    public Task<Said<ListDevicesResponse>> List(string token, int? limit = null, string? next = null) =>
        World.Call(World.Op<ListDevices>(), new() { AccessToken = token, Limit = limit, PaginationToken = next });

    public Task<Said<UpdateDeviceStatusResponse>> Update(string token, string key, string? status) =>
        World.Call(World.Op<UpdateDeviceStatus>(), new() { AccessToken = token, DeviceKey = key, DeviceRememberedStatus = status });

    public Task<Said<Nothing>> Forget(string? token, string key) =>
        World.Call(World.Op<ForgetDevice>(), new ForgetDeviceRequest { AccessToken = token, DeviceKey = key });

    public Task<Said<AdminGetDeviceResponse>> AdminGet(string name, string key) =>
        World.Call(World.Op<AdminGetDevice>(), new() { UserPoolId = Pool.Id, Username = name, DeviceKey = key });

    public Task<Said<AdminListDevicesResponse>> AdminList(string name, int? limit = null, string? next = null) =>
        World.Call(World.Op<AdminListDevices>(), new() { UserPoolId = Pool.Id, Username = name, Limit = limit, PaginationToken = next });

    public Task<Said<AdminUpdateDeviceStatusResponse>> AdminUpdate(string name, string key, string? status) =>
        World.Call(World.Op<AdminUpdateDeviceStatus>(), new() { UserPoolId = Pool.Id, Username = name, DeviceKey = key, DeviceRememberedStatus = status });

    public Task<Said<Nothing>> AdminForget(string name, string key) =>
        World.Call(World.Op<AdminForgetDevice>(), new AdminForgetDeviceRequest { UserPoolId = Pool.Id, Username = name, DeviceKey = key });

    /// <summary>A device's attributes by name.</summary>
    public async Task<Dictionary<string, string?>> Attributes(TestDevice device) =>
        Wire.Read((await Get(device.Token, device.Key)).Ok.Device.DeviceAttributes);

    public Device? Stored(TestUser user, string key) => World.Get<IParts<Device>>().Find(Pool.Id, user.Sub, key, default).Done();

    /// <summary>Every operation on the devices of other people or of none, by name, with a request that is right in all else.</summary>
    public IReadOnlyDictionary<string, Func<Task<Fault?>>> Everything(string name, string token, string key) => new Dictionary<string, Func<Task<Fault?>>>
    {
        ["ConfirmDevice"] = async () => (await Confirm(new(token, "", key, "-"))).Fault,
        ["GetDevice"] = async () => (await Get(token, key)).Fault,
        ["ForgetDevice"] = async () => (await Forget(token, key)).Fault,
        ["UpdateDeviceStatus"] = async () => (await Update(token, key, "remembered")).Fault,
        ["AdminGetDevice"] = async () => (await AdminGet(name, key)).Fault,
        ["AdminForgetDevice"] = async () => (await AdminForget(name, key)).Fault,
        ["AdminUpdateDeviceStatus"] = async () => (await AdminUpdate(name, key, "remembered")).Fault,
    };
}
