using System.Text.Json.Nodes;
using Gatehouse.Identity;
using static Gatehouse.Tests.UserPools.PoolWorld;

namespace Gatehouse.Tests.UserPools.Pools;

/// <summary>Schema of CreateUserPool, and AddCustomAttributes.</summary>
public sealed class SchemaTests
{
    private readonly PoolWorld world = new();

    [Fact]
    public async Task The_twenty_standard_attributes_come_first_in_their_order()
    {
        var shown = await Shown(await world.Pool());
        Assert.Equal(
            [
                "sub", "name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website",
                "email", "email_verified", "gender", "birthdate", "zoneinfo", "locale", "phone_number", "phone_number_verified", "address",
                "updated_at",
            ],
            shown.Select(attribute => (string)attribute!["Name"]!));
    }

    [Theory]
    [InlineData("sub", "{'AttributeDataType':'String','Mutable':false,'Required':true,'StringAttributeConstraints':{'MinLength':'1','MaxLength':'2048'}}")]
    [InlineData("email", "{'AttributeDataType':'String','Mutable':true,'Required':false,'StringAttributeConstraints':{'MinLength':'0','MaxLength':'2048'}}")]
    [InlineData("birthdate", "{'AttributeDataType':'String','Mutable':true,'Required':false,'StringAttributeConstraints':{'MinLength':'10','MaxLength':'10'}}")]
    [InlineData("email_verified", "{'AttributeDataType':'Boolean','Mutable':true,'Required':false}")]
    [InlineData("updated_at", "{'AttributeDataType':'Number','Mutable':true,'Required':false,'NumberAttributeConstraints':{'MinValue':'0'}}")]
    public async Task A_standard_attribute_is_shown_as_the_service_shows_it(string name, string expected)
    {
        var shown = (await Shown(await world.Pool())).Single(attribute => (string)attribute!["Name"]! == name)!.AsObject();
        var whole = Json(expected);
        (whole["Name"], whole["DeveloperOnlyAttribute"]) = (name, false);
        CreateUserPoolTests.AssertSame(whole, shown);
    }

    [Fact]
    public async Task A_standard_attribute_can_be_redefined_at_creation()
    {
        var id = await world.Pool(
            "{'Schema':[{'Name':'email','Required':true,'Mutable':false,'StringAttributeConstraints':{'MinLength':'3','MaxLength':'99'}}]}");
        var pool = (await world.Store.Pools.Find(id, default))!;
        Assert.Equal(
            new AttributeDefinition("email", AttributeKind.String) { Required = true, Mutable = false, MinLength = 3, MaxLength = 99 },
            pool.Schema.Find("email"));
        Assert.Equal(20, pool.Schema.All.Count);
        Assert.Equal(10, pool.Schema.All.ToList().FindIndex(known => known.Name == "email"));
    }

    [Fact]
    public async Task Nobody_redefines_the_identifier()
    {
        var id = await world.Pool("{'Schema':[{'Name':'sub','Required':false,'Mutable':true}]}");
        Assert.Equal(Schema.Standard.Find("sub"), (await world.Store.Pools.Find(id, default))!.Schema.Find("sub"));
    }

    [Fact]
    public async Task A_custom_attribute_gets_its_prefix_and_shows_only_the_constraints_it_was_given()
    {
        var id = await world.Pool(
            "{'Schema':[{'Name':'team','AttributeDataType':'String'},{'Name':'score','AttributeDataType':'Number','Mutable':false,"
            + "'NumberAttributeConstraints':{'MinValue':'-5','MaxValue':'9'}},{'Name':'note','AttributeDataType':'String','DeveloperOnlyAttribute':true,"
            + "'StringAttributeConstraints':{'MaxLength':'7'}}]}");
        var shown = (await Shown(id)).Skip(20).Select(attribute => attribute!.AsObject()).ToList();

        CreateUserPoolTests.AssertSame(
            Json("{'Name':'custom:team','AttributeDataType':'String','DeveloperOnlyAttribute':false,'Mutable':true,'Required':false}"), shown[0]);
        CreateUserPoolTests.AssertSame(
            Json(
                "{'Name':'custom:score','AttributeDataType':'Number','DeveloperOnlyAttribute':false,'Mutable':false,'Required':false,"
                + "'NumberAttributeConstraints':{'MinValue':'-5','MaxValue':'9'}}"),
            shown[1]);
        CreateUserPoolTests.AssertSame(
            Json(
                "{'Name':'dev:custom:note','AttributeDataType':'String','DeveloperOnlyAttribute':true,'Mutable':true,'Required':false,"
                + "'StringAttributeConstraints':{'MaxLength':'7'}}"),
            shown[2]);
    }

    [Theory]
    [InlineData("{'Name':'email','AttributeDataType':'Number'}", "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email")]
    [InlineData("{'Name':'email','DeveloperOnlyAttribute':true}", "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email")]
    [InlineData("{'Name':'team','AttributeDataType':'String','Required':true}", "Required custom attributes are not supported currently.")]
    [InlineData("{'Name':'team'}", "Invalid AttributeDataType input, consider using the provided AttributeDataType enum.")]
    [InlineData("{'AttributeDataType':'String'}", "Missing required parameter Name")]
    [InlineData("{'Name':'t','AttributeDataType':'String','StringAttributeConstraints':{'MaxLength':'2049'}}", "custom:t: String attributes cannot have a length of more than 2048")]
    [InlineData("{'Name':'t','AttributeDataType':'String','StringAttributeConstraints':{'MinLength':'many'}}", "custom:t: String attribute constraints must be whole numbers")]
    [InlineData("{'Name':'t','AttributeDataType':'String','StringAttributeConstraints':{'MinLength':'-1'}}", "custom:t: String attribute constraints must be whole numbers")]
    [InlineData("{'Name':'t','AttributeDataType':'String','StringAttributeConstraints':{'MinLength':'9','MaxLength':'8'}}", "custom:t: Max length cannot be less than min length")]
    [InlineData("{'Name':'t','AttributeDataType':'Number','NumberAttributeConstraints':{'MinValue':'9','MaxValue':'8'}}", "custom:t: Max value cannot be less than min value")]
    [InlineData("{'Name':'t','AttributeDataType':'Number','NumberAttributeConstraints':{'MaxValue':'9223372036854775808'}}", "custom:t: Number attribute constraints must be whole numbers of at most 64 bits")]
    public async Task An_attribute_that_cannot_be_is_refused(string attribute, string text)
    {
        var body = Json($"{{'PoolName':'People','Schema':[{attribute}]}}");
        Assert.Equal(new Fault("InvalidParameterException", text), await Refused(world.CreatePool, body));
    }

    [Theory]
    [InlineData("team", "custom:team: Existing attribute already has name custom:team.")]
    [InlineData("email", "email: Existing attribute already has name email.")]
    public async Task A_name_stands_once_in_a_schema(string name, string text)
    {
        var body = Json($"{{'PoolName':'People','Schema':[{{'Name':'{name}','AttributeDataType':'String'}},{{'Name':'{name}','AttributeDataType':'String'}}]}}");
        Assert.Equal(text, (await Refused(world.CreatePool, body)).Message);
    }

    [Fact]
    public async Task Attributes_are_added_to_a_pool_and_mark_its_change()
    {
        var id = await world.Pool();
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(await Ask(world.AddAttributes, Asking(id, "a", "b")));

        var pool = (await world.Store.Pools.Find(id, default))!;
        Assert.Equal(["custom:a", "custom:b"], pool.Schema.All.Skip(20).Select(known => known.Name));
        Assert.Equal(Noon.AddMinutes(1), pool.Modified);
    }

    [Fact]
    public async Task Of_several_attributes_all_are_added_or_none()
    {
        var id = await world.Pool("{'Schema':[{'Name':'b','AttributeDataType':'String'}]}");
        var fault = await Refused(world.AddAttributes, Asking(id, "a", "b"));
        Assert.Equal(new Fault("InvalidParameterException", "custom:b: Existing attribute already has name custom:b."), fault);
        Assert.Equal(21, (await world.Store.Pools.Find(id, default))!.Schema.All.Count);
    }

    [Fact]
    public async Task A_standard_name_makes_a_custom_attribute_of_an_existing_pool()
    {
        var id = await world.Pool();
        await Ask(world.AddAttributes, Asking(id, "email"));
        Assert.NotNull((await world.Store.Pools.Find(id, default))!.Schema.Find("custom:email"));
    }

    [Fact]
    public async Task A_pool_has_fifty_custom_attributes_and_no_more()
    {
        var id = await world.Pool();
        await Ask(world.AddAttributes, Asking(id, [.. Enumerable.Range(0, 25).Select(i => $"a{i}")]));
        await Ask(world.AddAttributes, Asking(id, [.. Enumerable.Range(25, 25).Select(i => $"a{i}")]));
        Assert.Equal("Exceeded the limit of 50 custom attributes.", (await Refused(world.AddAttributes, Asking(id, "more"))).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(26)]
    public async Task One_call_adds_one_to_twenty_five(int count)
    {
        var names = Enumerable.Range(0, count).Select(i => $"a{i}").ToArray();
        Assert.StartsWith("1 validation error detected: ", (await Refused(world.AddAttributes, Asking(await world.Pool(), names))).Message);
    }

    [Fact]
    public async Task A_name_has_at_most_twenty_characters()
    {
        var id = await world.Pool();
        await Ask(world.AddAttributes, Asking(id, new string('a', 20)));
        Assert.Equal("InvalidParameterException", (await Refused(world.AddAttributes, Asking(id, new string('b', 21)))).Code);
    }

    private static JsonObject Asking(string poolId, params string[] names) => new()
    {
        ["UserPoolId"] = poolId,
        ["CustomAttributes"] = new JsonArray(
            [.. names.Select(name => (JsonNode)new JsonObject { ["Name"] = name, ["AttributeDataType"] = "String" })]),
    };

    private async Task<JsonArray> Shown(string id) =>
        (await Ask(world.DescribePool, In(id, clientName: null)))["UserPool"]!["SchemaAttributes"]!.AsArray();
}
