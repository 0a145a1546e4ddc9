using System.Text.Json.Nodes;
using static Gatehouse.Tests.UserPools.PoolWorld;

namespace Gatehouse.Tests.UserPools.Pools;

public sealed class ListUserPoolsTests
{
    private readonly PoolWorld world = new();

    [Fact]
    public async Task A_pool_is_listed_in_short()
    {
        var id = await world.Pool();
        var answer = await Ask(world.ListPools, Json("{'MaxResults':60}"));
        var expected = Json("{'Name':'People','LambdaConfig':{},'CreationDate':1772625600,'LastModifiedDate':1772625600}");
        expected["Id"] = id;
        CreateUserPoolTests.AssertSame(expected, answer["UserPools"]!.AsArray().Single()!.AsObject());
        Assert.Null(answer["NextToken"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(60)]
    public async Task Pages_hold_every_pool_of_the_region_once(int size)
    {
        var ours = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ours.Add(await world.Pool());
            await world.Pool(region: "us-east-1");
            await world.Pool(region: "eu-central-10");
            await world.Pool(region: "af-south-1");
        }

        var seen = new List<string>();
        string? token = null;
        do
        {
            var answer = await Ask(world.ListPools, new JsonObject { ["MaxResults"] = size, ["NextToken"] = token });
            var page = answer["UserPools"]!.AsArray().Select(pool => (string)pool!["Id"]!).ToList();
            Assert.InRange(page.Count, 0, size);
            seen.AddRange(page);
            token = (string?)answer["NextToken"];
        }
        while (token is not null);

        Assert.Equal(ours.Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task A_token_of_another_region_or_nobody_is_refused()
    {
        await world.Pool();
        await world.Pool();
        var token = (string)(await Ask(world.ListPools, Json("{'MaxResults':1}")))["NextToken"]!;
        var expected = new Fault("InvalidParameterException", "Invalid pagination token.");

        Assert.Equal(expected, await Refused(world.ListPools, Asking(token), "us-east-1"));
        Assert.Equal(expected, await Refused(world.ListPools, Asking("eyJhIjoxfQ")));
        Assert.Equal(expected, await Refused(world.ListPools, Asking(token[..^2])));

        static JsonObject Asking(string token) => new() { ["MaxResults"] = 1, ["NextToken"] = token };
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{'MaxResults':0}")]
    [InlineData("{'MaxResults':61}")]
    public async Task A_page_holds_one_to_sixty(string body) =>
        Assert.Equal("InvalidParameterException", (await Refused(world.ListPools, Json(body))).Code);
}
