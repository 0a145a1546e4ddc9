using System.Net;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>A device confirms itself with the session it was met in.</summary>
public sealed class ConfirmDeviceTests
{
    private const string BadProof = "InvalidParameterException: Invalid device secret verifier config.";
    private readonly DeviceWorld world = new();

    [Theory]
    [InlineData(false, "remembered")]
    [InlineData(true, "not_remembered")]
    public async Task It_is_remembered_at_once_unless_the_pool_asks_the_person(bool asks, string status)
    {
        var at = new DeviceWorld(asks: asks);
        at.Pool.User("ana");
        var phone = await at.Arrive("ana");

        Assert.Equal(asks, (await at.Confirm(phone)).Ok.UserConfirmationNecessary);
        Assert.Equal(status, (await at.Attributes(phone))["dev:device_remembered_status"]);
    }

    [Fact]
    public async Task It_is_shown_with_all_that_is_known_of_it()
    {
        var ana = world.Pool.User("ana");
        var phone = await world.Arrive("ana");
        var signedIn = world.World.Now;
        world.World.Wait(TimeSpan.FromMinutes(1));
        var request = new ConfirmDeviceRequest
        {
            AccessToken = phone.Token, DeviceKey = phone.Key, DeviceName = "Ana's phone", DeviceSecretVerifierConfig = world.Proof(phone),
        };
        await world.World.Op<ConfirmDevice>().Run(request, new("request") { Address = IPAddress.Parse("192.0.2.7") });

        var shown = (await world.Get(phone.Token, phone.Key)).Ok.Device;
        Assert.Equal(phone.Key, shown.DeviceKey);
        Assert.Equal(world.World.Now, shown.DeviceCreateDate);
        Assert.Equal(world.World.Now, shown.DeviceLastModifiedDate);
        Assert.Equal(signedIn, shown.DeviceLastAuthenticatedDate);
        var owner = $"ana.{world.Pool.Id}";
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["device_status"] = "valid",
                ["device_name"] = "Ana's phone",
                ["dev:device_arn"] = $"arn:aws:cognito-idp:eu-central-1:000000000000:owner/{owner}/device/{phone.Key}",
                ["dev:device_owner"] = owner,
                ["last_ip_used"] = "192.0.2.7",
                ["dev:device_remembered_status"] = "remembered",
            },
            Wire.Read(shown.DeviceAttributes));
        Assert.Equivalent(shown, (await world.AdminGet("ana", phone.Key)).Ok.Device);
        Assert.Equal(384, world.Stored(ana, phone.Key)!.Proof!.Verifier.Length);
    }

    [Fact]
    public async Task What_nobody_said_is_not_shown()
    {
        world.Pool.User("ana");
        var phone = await world.Arrive("ana");
        await world.Confirm(phone, name: null);
        Assert.Equal(
            ["dev:device_arn", "dev:device_owner", "dev:device_remembered_status", "device_status"],
            (await world.Attributes(phone)).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Its_keys_have_the_forms_clients_know()
    {
        world.Pool.User("ana");
        world.Pool.User("bob");
        var (phone, tablet, bobs) = (await world.Arrive("ana"), await world.Arrive("ana"), await world.Arrive("bob"));
        Assert.Matches("^eu-central-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", phone.Key);
        Assert.Matches("^-[A-Za-z0-9_-]{8}$", phone.GroupKey);
        Assert.NotEqual(phone.Key, tablet.Key);
        Assert.Equal(phone.GroupKey, tablet.GroupKey);
        Assert.NotEqual(phone.GroupKey, bobs.GroupKey);
    }

    [Fact]
    public async Task The_access_token_names_it()
    {
        world.Pool.User("ana");
        var phone = await world.Arrive("ana");
        var claims = await world.World.Get<ITokens>().Read(phone.Token, TokenUse.Access, default);
        Assert.Equal(phone.Key, claims!["device_key"]);
        Assert.Equal(["sub", "device_key", "iss"], claims.Keys.Take(3));
    }

    [Fact]
    public async Task It_is_confirmed_once()
    {
        world.Pool.User("ana");
        var phone = await world.Confirmed("ana");
        Assert.Equal("DeviceKeyExistsException: Device already exists.", (await world.Confirm(phone)).Refusal);

        var tablet = await world.Arrive("ana");
        var again = phone with { Token = tablet.Token };
        Assert.Equal("DeviceKeyExistsException: Device already exists.", (await world.Confirm(again)).Refusal);
    }

    [Fact]
    public async Task Of_many_at_once_one_confirms_it()
    {
        world.Pool.User("ana");
        var phone = await world.Arrive("ana");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => world.Confirm(phone))));
        Assert.Single(outcomes, outcome => outcome.IsOk);
    }

    [Fact]
    public async Task No_session_confirms_a_device_it_was_not_opened_on()
    {
        world.Pool.User("ana");
        var eve = world.Pool.User("eve");
        var (phone, eves) = (await world.Arrive("ana"), await world.Arrive("eve"));

        Assert.Equal(DeviceWorld.Unknown, (await world.Confirm(phone with { Token = eves.Token })).Refusal);
        Assert.Equal(DeviceWorld.Unknown, (await world.Confirm(eves with { Key = "eu-central-1_00000000-0000-4000-8000-000000000000" })).Refusal);
        Assert.Null(world.Stored(eve, phone.Key));
        Assert.True((await world.Confirm(phone)).IsOk);
    }

    [Fact]
    public async Task A_device_that_brings_nothing_to_prove_itself_by_is_known_all_the_same()
    {
        var ana = world.Pool.User("ana");
        var phone = await world.Arrive("ana");
        Assert.True((await world.World.Call(world.World.Op<ConfirmDevice>(), new() { AccessToken = phone.Token, DeviceKey = phone.Key })).IsOk);
        Assert.Null(world.Stored(ana, phone.Key)!.Proof);
    }

    public static TheoryData<string?, string?> BadProofs => new()
    {
        { null, null },
        { "AAAA", null },
        { null, "AAAA" },
        { "", "AQID" },
        { "AQID", "" },
        { "AQID", "!!!!" },
        { "!", "AQID" },
        { Convert.ToBase64String(new byte[65]), "AQID" },
        { "AQID", Convert.ToBase64String(new byte[384]) },
        { "AQID", Convert.ToBase64String([1]) },
        { "AQID", Convert.ToBase64String(Gatehouse.Crypto.SrpGroup.Modulus) },
        { "AQID", Convert.ToBase64String([.. Gatehouse.Crypto.SrpGroup.Modulus[..^1], 0xFE]) },
        { "AQID", Convert.ToBase64String([1, .. new byte[384]]) },
        { "AQID", Convert.ToBase64String([.. new byte[385], 7]) },
        { "AQID", new string('A', 131_072) },
    };

    [Theory]
    [MemberData(nameof(BadProofs))]
    public async Task What_cannot_be_proven_by_is_not_taken(string? salt, string? verifier)
    {
        var ana = world.Pool.User("ana");
        var phone = await world.Arrive("ana");
        var said = await world.World.Call(world.World.Op<ConfirmDevice>(), new()
        {
            AccessToken = phone.Token, DeviceKey = phone.Key, DeviceSecretVerifierConfig = new() { Salt = salt, PasswordVerifier = verifier },
        });
        Assert.Equal(BadProof, said.Refusal);
        Assert.Null(world.Stored(ana, phone.Key));
    }

    [Fact]
    public async Task A_verifier_as_Java_writes_numbers_is_taken()
    {
        var ana = world.Pool.User("ana");
        var phone = await world.Arrive("ana");
        byte[] number = [0, 0x80, .. new byte[382], 5];
        var said = await world.World.Call(world.World.Op<ConfirmDevice>(), new()
        {
            AccessToken = phone.Token,
            DeviceKey = phone.Key,
            DeviceSecretVerifierConfig = new() { Salt = "AQID", PasswordVerifier = Convert.ToBase64String(number) },
        });
        Assert.True(said.IsOk);
        Assert.Equal(number[1..], world.Stored(ana, phone.Key)!.Proof!.Verifier);
    }

    [Fact]
    public void What_a_device_proves_itself_by_lies_sealed() => Assert.True(Device.Kind.IsSecret);
}
