using System.Text.Json.Nodes;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

public sealed class ListResourceServersTests
{
    private const string BadToken = "InvalidParameterException: Invalid pagination token.";

    private readonly World world = new();
    private readonly TestPool pool;

    public ListResourceServersTests() => pool = world.Pool();

    [Fact]
    public async Task A_pool_without_servers_lists_none() => Assert.Equal("""{"ResourceServers":[]}""", await List(null, null));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(50)]
    public async Task Pages_hold_every_server_of_the_pool_once_in_order(int size)
    {
        Add("b", "d", "a", "c");
        await world.Store.Parts<ResourceServer>().Add(new(world.Pool().Id, "other", "x", []), default);
        Assert.Equal(["a", "b", "c", "d"], await All(size));
    }

    [Fact]
    public async Task What_is_added_behind_the_page_is_on_a_later_one_and_what_is_before_is_not()
    {
        Add("b", "d");
        var first = JsonNode.Parse(await List(1, null))!;
        Add("a", "c");
        Assert.Equal(["c", "d"], Names(JsonNode.Parse(await List(9, (string)first["NextToken"]!))!));
    }

    [Fact]
    public async Task A_page_holds_fifty_when_nobody_says_how_many()
    {
        Add([.. Enumerable.Range(0, 51).Select(i => $"s{i:D2}")]);
        var page = JsonNode.Parse(await List(null, null))!;
        Assert.Equal(50, Names(page).Count());
        Assert.Equal(["s50"], Names(JsonNode.Parse(await List(null, (string)page["NextToken"]!))!));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(51)]
    public async Task A_page_has_between_one_and_fifty(int size) =>
        Assert.StartsWith("InvalidParameterException: 1 validation error", await List(size, null), StringComparison.Ordinal);

    [Fact]
    public async Task A_token_works_only_in_the_listing_it_came_from()
    {
        Add("a", "b");
        var token = (string)JsonNode.Parse(await List(1, null))!["NextToken"]!;
        Assert.Equal(BadToken, await List(1, "made-up"));
        Assert.Equal(BadToken, await List(1, token[..^2] + (token[^2] == 'A' ? "BB" : "AA")));
        Assert.Equal(BadToken, await List(1, token[..20]));
        Assert.Equal(BadToken, await List(1, token, world.Pool().Id));
        Assert.Equal(BadToken, await world.Send<ListUserPoolClients>($$"""{"UserPoolId":"{{pool.Id}}","NextToken":"{{token}}"}"""));
    }

    [Fact]
    public async Task The_server_of_registrations_is_there_while_applications_may_register_themselves()
    {
        const string known = "aws.cognito/dcr";
        Add("a", "b");
        Assert.Equal(["a", "b"], await All(50));
        pool.Change(p => p with { RegistersApplications = true });
        foreach (var size in (int[])[1, 2, 3, 50])
            Assert.Equal(["a", known, "b"], await All(size));

        var shown = await world.Send<DescribeResourceServer>($$"""{"UserPoolId":"{{pool.Id}}","Identifier":"{{known}}"}""");
        Assert.Contains("\"ScopeName\":\"register\"", shown, StringComparison.Ordinal);
        Assert.EndsWith("\"ManagedBy\":\"COGNITO\"}}", shown, StringComparison.Ordinal);
    }

    private void Add(params string[] identifiers)
    {
        foreach (var identifier in identifiers)
            world.Store.Parts<ResourceServer>().Add(new(pool.Id, identifier, "x", []), default).Done();
    }

    private Task<string> List(int? size, string? token, string? poolId = null)
    {
        var body = new JsonObject { ["UserPoolId"] = poolId ?? pool.Id };
        if (size is not null)
            body["MaxResults"] = size;
        if (token is not null)
            body["NextToken"] = token;
        return world.Send<ListResourceServers>(body.ToJsonString());
    }

    private async Task<IReadOnlyList<string>> All(int size)
    {
        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = JsonNode.Parse(await List(size, token))!;
            Assert.InRange(Names(page).Count(), 1, size);
            seen.AddRange(Names(page));
            token = (string?)page["NextToken"];
        }
        while (token is not null);

        return seen;
    }

    private static IEnumerable<string> Names(JsonNode page) => page["ResourceServers"]!.AsArray().Select(server => (string)server!["Identifier"]!);
}
