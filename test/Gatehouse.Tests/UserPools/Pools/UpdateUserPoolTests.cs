using System.Text.Json.Nodes;
using static Gatehouse.Tests.UserPools.PoolWorld;

namespace Gatehouse.Tests.UserPools.Pools;

public sealed class UpdateUserPoolTests
{
    private readonly PoolWorld world = new();

    [Fact]
    public async Task What_is_left_out_goes_back_to_its_default_except_what_never_changes()
    {
        var full = Json(CreateUserPoolTests.Full);
        full["Schema"] = Json("{'s':[{'Name':'team','AttributeDataType':'String'}]}")["s"]!.DeepClone();
        var id = await world.Pool(full.ToJsonString());
        var before = await Shown(id);
        var untouched = await Shown(await world.Pool());

        // The tier is kept, so what the tier allows is left out as well.
        Assert.Empty(await Ask(world.UpdatePool, In(id, clientName: null)));

        var after = await Shown(id);
        string[] kept =
        [
            "Id", "Arn", "Name", "CreationDate", "SchemaAttributes", "AliasAttributes", "UsernameConfiguration", "UserPoolTier", "UserPoolTags",
            "DcrConfiguration", "KeyConfiguration", "IssuerConfiguration", "AcrConfiguration",
        ];
        foreach (var name in before.Select(member => member.Key).Union(untouched.Select(member => member.Key)))
        {
            var expected = kept.Contains(name) ? before[name] : untouched[name];
            Assert.True(JsonNode.DeepEquals(expected, after[name]), $"{name} became {after[name]?.ToJsonString()}");
        }
    }

    [Fact]
    public async Task What_is_given_replaces_what_was()
    {
        var id = await world.Pool("{'UserPoolTags':{'a':'b'}}");
        world.Clock.Advance(TimeSpan.FromHours(1));
        await Ask(world.UpdatePool, In(id, "{'PoolName':'Others','AutoVerifiedAttributes':['email'],'UserPoolTags':{'c':'d'}}", clientName: null));

        var shown = await Shown(id);
        Assert.Equal("Others", (string)shown["Name"]!);
        Assert.Equal("""["email"]""", shown["AutoVerifiedAttributes"]!.ToJsonString());
        Assert.Equal("""{"c":"d"}""", shown["UserPoolTags"]!.ToJsonString());
        Assert.Equal(Noon.ToUnixTimeSeconds(), (long)shown["CreationDate"]!);
        Assert.Equal(Noon.AddHours(1).ToUnixTimeSeconds(), (long)shown["LastModifiedDate"]!);
        Assert.Equal(["email"], (await world.Store.Pools.Find(id, default))!.AutoVerified);
    }

    [Fact]
    public async Task Tags_stay_when_a_change_names_none_and_go_when_it_names_an_empty_map()
    {
        var id = await world.Pool("{'UserPoolTags':{'a':'b'}}");

        await Ask(world.UpdatePool, In(id, "{'PoolName':'Others'}", clientName: null));
        Assert.Equal("""{"a":"b"}""", (await Ask(world.DescribePool, In(id, clientName: null)))["UserPool"]!["UserPoolTags"]!.ToJsonString());

        await Ask(world.UpdatePool, In(id, "{'UserPoolTags':{}}", clientName: null));
        Assert.Equal("{}", (await Ask(world.DescribePool, In(id, clientName: null)))["UserPool"]!["UserPoolTags"]!.ToJsonString());
    }

    [Fact]
    public async Task A_refused_change_changes_nothing()
    {
        var id = await world.Pool();
        var before = await world.Store.Pools.Find(id, default);
        await Refused(world.UpdatePool, In(id, "{'PoolName':'Others','MfaConfiguration':'ON'}", clientName: null));
        Assert.Same(before, await world.Store.Pools.Find(id, default));
    }

    [Fact]
    public async Task A_standing_second_factor_needs_no_text_messages_again()
    {
        var id = await world.Pool();
        await Ask(world.SetFactors, In(id, "{'MfaConfiguration':'OPTIONAL','SoftwareTokenMfaConfiguration':{'Enabled':true}}", clientName: null));
        await Ask(world.UpdatePool, In(id, "{'MfaConfiguration':'ON'}", clientName: null));
        Assert.Equal("ON", (string)(await Shown(id))["MfaConfiguration"]!);
    }

    [Fact]
    public async Task Text_messages_that_go_cannot_leave_a_pool_without_a_second_factor()
    {
        var id = await world.Pool("{'MfaConfiguration':'OPTIONAL','SmsConfiguration':{'SnsCallerArn':'arn:aws:iam::123456789012:role/sms'}}");
        Assert.Equal("InvalidParameterException", (await Refused(world.UpdatePool, In(id, "{'MfaConfiguration':'OPTIONAL'}", clientName: null))).Code);
    }

    [Fact]
    public async Task Names_people_sign_in_with_are_no_setting_of_a_change()
    {
        var id = await world.Pool("{'UsernameAttributes':['email']}");
        await Ask(world.UpdatePool, In(id, "{'AliasAttributes':['email'],'UsernameAttributes':['phone_number']}", clientName: null));
        Assert.Equal(["email"], (await world.Store.Pools.Find(id, default))!.Names.InsteadOfUsername);
    }

    private async Task<JsonObject> Shown(string id) =>
        (await Ask(world.DescribePool, In(id, clientName: null)))["UserPool"]!.AsObject();
}
