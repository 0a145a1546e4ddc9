using System.Globalization;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Limits;

/// <summary>Rates that an operator notes down: GetProvisionedLimit, UpdateProvisionedLimit.</summary>
public sealed class ProvisionedLimitTests
{
    private readonly World world = new();

    [Theory]
    [InlineData("UserAuthentication", 120)]
    [InlineData("UserCreation", 50)]
    [InlineData("UserFederation", 25)]
    [InlineData("UserList", 30)]
    [InlineData("ClientAuthentication", 150)]
    [InlineData("UserPoolClientUpdate", 15)]
    public async Task A_category_has_the_rate_of_a_new_account(string category, int rate)
    {
        var limit = (await Get(category)).Ok.Limit;

        Assert.Equal((rate, rate), (limit.ProvisionedLimitValue!.Value, limit.FreeLimitValue!.Value));
        Assert.Equal("API_CATEGORY", limit.LimitDefinition.LimitClass);
        Assert.Equal(category, Assert.Single(limit.LimitDefinition.Attributes).Value);
    }

    [Fact]
    public async Task What_was_asked_for_is_shown_until_it_is_changed()
    {
        Assert.Equal(200, (await Update("UserCreation", 200)).Ok.Limit!.ProvisionedLimitValue);
        Assert.Equal((200, 50), await Rates("UserCreation"));
        Assert.Equal((25, 25), await Rates("UserUpdate"));

        await Update("UserCreation", 100_000);
        Assert.Equal((100_000, 50), await Rates("UserCreation"));
        await Update("UserCreation", 50);
        Assert.Equal((50, 50), await Rates("UserCreation"));
    }

    [Fact]
    public async Task Each_region_has_its_own()
    {
        await Update("UserRead", 500);
        world.SignedRegion = "us-east-1";

        Assert.Equal((120, 120), await Rates("UserRead"));
    }

    [Theory]
    [InlineData(49, "InvalidParameterException: RequestedLimitValue must be at least 50.")]
    [InlineData(-1, "InvalidParameterException: RequestedLimitValue must be at least 50.")]
    [InlineData(100_001, "ServiceQuotaExceededException: RequestedLimitValue must be at most 100000.")]
    public async Task A_rate_lies_between_what_is_free_and_what_can_be_asked_for(int rate, string refusal)
    {
        Assert.Equal(refusal, (await Update("UserCreation", rate)).Refusal);
        Assert.Equal((50, 50), await Rates("UserCreation"));
    }

    [Theory]
    [InlineData("""{"LimitClass":"RESOURCE","Attributes":{"Category":"UserRead"}}""", "InvalidParameterException: Invalid LimitClass: it must be API_CATEGORY.")]
    [InlineData("""{"LimitClass":"API_CATEGORY","Attributes":{}}""", "InvalidParameterException: Attributes must have the key Category, and no other.")]
    [InlineData("""{"LimitClass":"API_CATEGORY","Attributes":{"category":"UserRead"}}""", "InvalidParameterException: Attributes must have the key Category, and no other.")]
    [InlineData("""{"LimitClass":"API_CATEGORY","Attributes":{"Category":"UserRead","Pool":"x"}}""", "InvalidParameterException: Attributes must have the key Category, and no other.")]
    [InlineData("""{"LimitClass":"API_CATEGORY","Attributes":{"Category":"userread"}}""", "ResourceNotFoundException: There is no such API category.")]
    public async Task What_defines_no_limit_is_refused(string definition, string refusal)
    {
        Assert.Equal(refusal, await world.Send<GetProvisionedLimit>($$"""{"LimitDefinition":{{definition}}}"""));
        Assert.Equal(refusal, await world.Send<UpdateProvisionedLimit>($$"""{"LimitDefinition":{{definition}},"RequestedLimitValue":500}"""));
    }

    [Fact]
    public async Task Numbers_are_numbers_on_the_wire()
    {
        var answer = await world.Send<GetProvisionedLimit>("""{"LimitDefinition":{"LimitClass":"API_CATEGORY","Attributes":{"Category":"UserRead"}}}""");
        Assert.Contains("\"ProvisionedLimitValue\":120", answer, StringComparison.Ordinal);
        Assert.Contains("\"FreeLimitValue\":120", answer, StringComparison.Ordinal);
    }

    private async Task<(int, int)> Rates(string category)
    {
        var limit = (await Get(category)).Ok.Limit;
        return (limit.ProvisionedLimitValue!.Value, limit.FreeLimitValue!.Value);
    }

    private Task<Said<GetProvisionedLimitResponse>> Get(string category) =>
        world.Call(world.Op<GetProvisionedLimit>(), new() { LimitDefinition = Of(category) });

    private Task<Said<UpdateProvisionedLimitResponse>> Update(string category, int rate) =>
        world.Call(world.Op<UpdateProvisionedLimit>(), new() { LimitDefinition = Of(category), RequestedLimitValue = rate });

    private static LimitDefinitionType Of(string category) => new() { LimitClass = "API_CATEGORY", Attributes = Wire.Map(("Category", category)) };
}
