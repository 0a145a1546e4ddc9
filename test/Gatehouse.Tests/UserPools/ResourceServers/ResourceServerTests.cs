using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

public sealed class ResourceServerTests
{
    private readonly World world = new();
    private readonly TestPool pool;

    public ResourceServerTests() => pool = world.Pool();

    [Fact]
    public async Task A_server_comes_back_as_it_was_made_its_scopes_in_their_order()
    {
        var expected =
            $$$"""{"ResourceServer":{"UserPoolId":"{{{pool.Id}}}","Identifier":"https://shop.example/","Name":"Shop","Scopes":[{"ScopeName":"write","ScopeDescription":"Sell"},{"ScopeName":"read","ScopeDescription":"Look"}]}}""";
        Assert.Equal(expected, await Make("https://shop.example/", "Shop", ("write", "Sell"), ("read", "Look")));
        Assert.Equal(expected, await Describe("https://shop.example/"));
    }

    [Fact]
    public async Task A_server_without_scopes_shows_none() => Assert.Equal(
        $$$"""{"ResourceServer":{"UserPoolId":"{{{pool.Id}}}","Identifier":"shop","Name":"Shop"}}""", await Make("shop", "Shop"));

    [Fact]
    public async Task An_update_replaces_name_and_scopes_and_what_it_leaves_out_goes()
    {
        await Make("shop", "Shop", ("read", "Look"));
        Assert.Contains("\"Name\":\"Store\",\"Scopes\":[{\"ScopeName\":\"buy\"", await Update("shop", "Store", ("buy", "Take")), StringComparison.Ordinal);
        Assert.DoesNotContain("Scopes", await Update("shop", "Store"), StringComparison.Ordinal);
        Assert.DoesNotContain("Scopes", await Describe("shop"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_not_described_updated_or_deleted()
    {
        const string gone = "ResourceNotFoundException: Resource server shop does not exist.";
        await Make("shop", "Shop");
        Assert.Equal("{}", Blank(await Delete("shop")));
        Assert.Equal(gone, await Describe("shop"));
        Assert.Equal(gone, await Update("shop", "Shop"));
        Assert.Equal(gone, await Delete("shop"));
    }

    [Fact]
    public async Task An_identifier_is_one_server_of_its_pool()
    {
        await Make("shop", "Shop", ("read", "Look"));
        Assert.Equal($"InvalidParameterException: shop already exists in user pool {pool.Id}.", await Make("shop", "Other"));
        Assert.Contains("\"Shop\"", await Describe("shop"), StringComparison.Ordinal);

        var other = world.Pool();
        Assert.Contains(other.Id, await Make("shop", "Other", inPool: other.Id), StringComparison.Ordinal);
        Assert.Contains("\"Shop\"", await Describe("shop"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_make_one_at_once_one_succeeds()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Make("shop", $"Shop {i}"))));
        Assert.Single(answers, answer => answer.StartsWith('{'));
    }

    [Theory]
    [InlineData("aws.cognito")]
    [InlineData("aws.cognito/dcr")]
    [InlineData("aws.cognito.signin.user.admin")]
    public async Task Names_of_the_service_itself_are_reserved(string identifier)
    {
        const string reserved = "InvalidParameterException: Resource server identifiers that begin with aws.cognito are reserved.";
        Assert.Equal(reserved, await Make(identifier, "Mine"));
        Assert.Equal(reserved, await Update(identifier, "Mine"));
        Assert.Equal(reserved, await Delete(identifier));
        Assert.Equal($"ResourceNotFoundException: Resource server {identifier} does not exist.", await Describe(identifier));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("")]
    public async Task An_identifier_is_visible_ASCII(string identifier) =>
        Assert.StartsWith("InvalidParameterException: ", await Make(identifier, "Shop"), StringComparison.Ordinal);

    [Theory]
    [InlineData("a/b")]
    [InlineData("a b")]
    public async Task The_name_of_a_scope_has_neither_slash_nor_space(string name) =>
        Assert.StartsWith("InvalidParameterException: 1 validation error", await Make("shop", "Shop", (name, "x")), StringComparison.Ordinal);

    [Fact]
    public async Task A_scope_is_named_once()
    {
        const string twice = "InvalidParameterException: Duplicate scope name: read";
        Assert.Equal(twice, await Make("shop", "Shop", ("read", "a"), ("read", "b")));
        await Make("shop", "Shop");
        Assert.Equal(twice, await Update("shop", "Shop", ("read", "a"), ("read", "b")));
    }

    [Fact]
    public async Task A_server_has_a_hundred_scopes_and_no_more()
    {
        (string, string)[] scopes = [.. Enumerable.Range(0, 101).Select(i => ($"s{i}", "x"))];
        Assert.StartsWith("InvalidParameterException: ", await Make("shop", "Shop", scopes), StringComparison.Ordinal);
        Assert.StartsWith("{", await Make("shop", "Shop", scopes[..100]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pool_has_three_hundred_servers_and_no_more()
    {
        for (var i = 0; i < ResourceServer.MaxPerPool; i++)
            await world.Store.Parts<ResourceServer>().Add(new(pool.Id, $"s{i}", "x", []), default);

        Assert.Equal("LimitExceededException: A user pool cannot have more than 300 resource servers.", await Make("shop", "Shop"));
    }

    [Fact]
    public async Task A_pool_that_is_not_there_or_of_another_region_has_no_servers()
    {
        foreach (var id in new[] { "eu-central-1_000000000", world.Pool(p => p with { Id = "us-east-1_Abcdefghi" }).Id })
        {
            var gone = $"ResourceNotFoundException: User pool {id} does not exist.";
            Assert.Equal(gone, await Make("shop", "Shop", inPool: id));
            Assert.Equal(gone, await Send<DescribeResourceServer>(id, "shop"));
            Assert.Equal(gone, await Send<UpdateResourceServer>(id, "shop", "Shop"));
            Assert.Equal(gone, await Send<DeleteResourceServer>(id, "shop"));
            Assert.Equal(gone, await world.Send<ListResourceServers>($$"""{"UserPoolId":"{{id}}"}"""));
        }
    }

    [Fact]
    public async Task Servers_go_with_their_pool()
    {
        await Make("shop", "Shop");
        await world.Store.Pools.Remove(pool.Id, default);
        Assert.Equal(0, await world.Store.Parts<ResourceServer>().Count(pool.Id, "", default));
        var late = new CreateResourceServer(new PoolGate(new StalePools(pool.Id), world.Store.Users), world.Store.Parts<ResourceServer>());
        var said = await world.Call(late, new() { UserPoolId = pool.Id, Identifier = "ghost", Name = "x" });
        Assert.Equal($"ResourceNotFoundException: User pool {pool.Id} does not exist.", said.Refusal);
    }

    private Task<string> Make(string identifier, string name, params (string, string)[] scopes) => Send<CreateResourceServer>(pool.Id, identifier, name, scopes);

    private Task<string> Make(string identifier, string name, string inPool) => Send<CreateResourceServer>(inPool, identifier, name);

    private Task<string> Update(string identifier, string name, params (string, string)[] scopes) => Send<UpdateResourceServer>(pool.Id, identifier, name, scopes);

    private Task<string> Describe(string identifier) => Send<DescribeResourceServer>(pool.Id, identifier);

    private Task<string> Delete(string identifier) => Send<DeleteResourceServer>(pool.Id, identifier);

    private static string Blank(string answer) => answer.Length == 0 ? "{}" : answer;

    private Task<string> Send<T>(string poolId, string identifier, string? name = null, params (string Name, string Text)[] scopes)
        where T : Operation
    {
        var body = new JsonObject { ["UserPoolId"] = poolId, ["Identifier"] = identifier };
        if (name is not null)
            body["Name"] = name;
        if (scopes.Length > 0)
            body["Scopes"] = JsonSerializer.SerializeToNode(scopes.Select(s => new { ScopeName = s.Name, ScopeDescription = s.Text }));
        return world.Send<T>(body.ToJsonString());
    }

    /// <summary>Still finds a pool that was deleted a moment ago, as a cache may.</summary>
    private sealed class StalePools(string id) : IPools
    {
        public ValueTask<UserPool?> Find(string poolId, CancellationToken ct) =>
            new(new UserPool { Id = id, Name = "gone", Created = default, Modified = default });

        public ValueTask<bool> Add(UserPool pool, IReadOnlyList<SigningKey> keys, CancellationToken ct) => throw new InvalidOperationException();

        public ValueTask<UserPool?> Change(string poolId, Func<UserPool, UserPool> change, CancellationToken ct) => throw new InvalidOperationException();

        public ValueTask<bool> Remove(string poolId, CancellationToken ct) => throw new InvalidOperationException();

        public ValueTask<bool> AnyIn(string region, CancellationToken ct) => throw new InvalidOperationException();

        public ValueTask<Page<UserPool>> List(string? after, int limit, CancellationToken ct) => throw new InvalidOperationException();
    }
}
