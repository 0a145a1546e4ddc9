using Gatehouse.Contracts.UserPools;
using Gatehouse.Operations.UserPools;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.UserPools.Replicas;

/// <summary>A pool's copies in other regions, made, switched and taken away.</summary>
public sealed class ReplicaTests
{
    private const string Key = """{"KeyConfiguration":{"KeyType":"CUSTOMER_MANAGED_KEY","KmsKeyArn":"arn:aws:kms:eu-central-1:123456789012:key/mrk-0123456789abcdef"}}""";
    private const string West = "eu-west-1";

    private readonly World world = new();
    private readonly TestPool pool;

    public ReplicaTests() => pool = world.Pool(p => p with { Described = Key });

    [Fact]
    public async Task A_copy_is_being_made_then_inactive_then_active()
    {
        var made = (await Create(West)).Ok.UserPoolReplica!;
        Assert.Equal(("CREATING", "SECONDARY", West), (made.Status, made.Role, made.RegionName));
        Assert.Equal($"arn:aws:cognito-idp:eu-west-1:000000000000:userpool/{pool.Id}", made.UserPoolArn);
        Assert.Equal([("eu-central-1", "ACTIVE", "PRIMARY"), (West, "INACTIVE", "SECONDARY")], await List());

        Assert.Equal("ACTIVE", (await Update(West, "ACTIVE")).Ok.UserPoolReplica!.Status);
        Assert.Equal((West, "ACTIVE", "SECONDARY"), (await List())[1]);
    }

    [Fact]
    public async Task A_pool_alone_is_its_only_replica() => Assert.Equal([("eu-central-1", "ACTIVE", "PRIMARY")], await List());

    [Fact]
    public async Task The_regions_of_a_pool_are_shown_where_pools_are_listed()
    {
        await Create("us-west-2");
        await Create(West);
        world.Pool();

        var listed = (await world.Call(world.Op<ListUserPools>(), new() { MaxResults = 10 })).Ok.UserPools!;
        Assert.Equal([West, "us-west-2"], listed.Single(each => each.Id == pool.Id).ReplicaRegions!);
        Assert.Null(listed.Single(each => each.Id != pool.Id).ReplicaRegions);
    }

    [Fact]
    public async Task An_inactive_copy_can_be_deleted_and_made_again()
    {
        await Create(West);
        await Update(West, "ACTIVE");
        Assert.Equal("InvalidParameterException: A replica must be INACTIVE before it can be deleted.", (await Delete(West)).Refusal);

        await Update(West, "INACTIVE");
        var gone = (await Delete(West)).Ok.UserPoolReplica!;
        Assert.Equal(("DELETING", West), (gone.Status, gone.RegionName));
        Assert.Single(await List());
        Assert.False(world.Store.Pools.AnyIn(West, default).Done());
        Assert.Equal($"ResourceNotFoundException: User pool {pool.Id} has no replica in {West}.", (await Delete(West)).Refusal);
        Assert.True((await Create(West)).IsOk);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"KeyConfiguration":{"KeyType":"AWS_OWNED_KEY"}}""")]
    [InlineData("""{"KeyConfiguration":{"KeyType":"CUSTOMER_MANAGED_KEY","KmsKeyArn":"arn:aws:kms:eu-central-1:123456789012:key/0123456789abcdef"}}""")]
    public async Task A_pool_needs_a_key_of_many_regions(string settings)
    {
        pool.Change(p => p with { Described = settings });

        Assert.StartsWith("InvalidParameterException: The user pool must be encrypted with a multi-Region ", (await Create(West)).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strict_installation_has_copies_above_the_lowest_plan_only()
    {
        var strict = new World(with: services => services.AddSingleton(new Tiers(AreStrict: true)));
        var lite = strict.Pool(p => p with { Described = Key.Replace("{\"Key", "{\"UserPoolTier\":\"LITE\",\"Key", StringComparison.Ordinal) });

        var refusal = (await strict.Call(strict.Op<CreateUserPoolReplica>(), new() { UserPoolId = lite.Id, RegionName = West })).Refusal;

        Assert.StartsWith("FeatureUnavailableInTierException: ", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_region_has_a_pool_once()
    {
        await Create(West);
        Assert.Equal($"InvalidParameterException: User pool {pool.Id} is in eu-west-1 already.", (await Create(West)).Refusal);
        Assert.Equal($"InvalidParameterException: User pool {pool.Id} is in eu-central-1 already.", (await Create("eu-central-1")).Refusal);
    }

    [Fact]
    public async Task A_pool_has_at_most_five_copies()
    {
        foreach (var region in new[] { "eu-west-1", "eu-west-2", "eu-west-3", "us-east-1", "us-east-2" })
            Assert.True((await Create(region)).IsOk);

        Assert.StartsWith("LimitExceededException: ", (await Create("us-west-1")).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Europe")]
    [InlineData("eu_west_1")]
    [InlineData("eu-west-1\n")]
    [InlineData("EU-WEST-1")]
    public async Task What_is_no_region_is_refused(string region)
    {
        const string refusal = "InvalidParameterException: Invalid RegionName.";
        Assert.Equal(refusal, (await Create(region)).Refusal);
        Assert.Equal(refusal, (await Update(region, "ACTIVE")).Refusal);
        Assert.Equal(refusal, (await Delete(region)).Refusal);
    }

    [Fact]
    public async Task The_pool_itself_is_neither_switched_nor_deleted_as_a_copy()
    {
        Assert.Equal("InvalidParameterException: The primary replica is always active.", (await Update("eu-central-1", "INACTIVE")).Refusal);
        Assert.Equal("InvalidParameterException: The primary replica cannot be deleted.", (await Delete("eu-central-1")).Refusal);
        Assert.Equal($"ResourceNotFoundException: User pool {pool.Id} has no replica in {West}.", (await Update(West, "ACTIVE")).Refusal);
    }

    [Theory]
    [InlineData("CREATING")]
    [InlineData("active")]
    [InlineData("")]
    public async Task A_status_is_one_of_two(string status)
    {
        await Create(West);
        Assert.Equal("InvalidParameterException: Status must be ACTIVE or INACTIVE.", (await Update(West, status)).Refusal);
    }

    [Fact]
    public async Task A_copy_keeps_its_tags_within_the_bounds_of_tags()
    {
        Assert.Equal("UserPoolTaggingException: Tag keys that start with aws: are reserved.", (await Create(West, ("aws:x", "y"))).Refusal);
        Assert.StartsWith("InvalidParameterException: A tag has ", (await Create(West, ("", "y"))).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("InvalidParameterException: A tag has ", (await Create(West, ("k", new string('v', 257)))).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("InvalidParameterException: The number of tags", (await Create(West, [.. Enumerable.Range(0, 51).Select(i => ($"k{i}", "v"))])).Refusal, StringComparison.Ordinal);

        await Create(West, ("team", "people"));
        Assert.Equal("people", Assert.Single(pool.Now.Replicas).Tags["team"]);
    }

    [Fact]
    public async Task A_change_of_the_pool_keeps_its_copies()
    {
        await Create(West);
        await world.Call(world.Op<UpdateUserPool>(), new() { UserPoolId = pool.Id, MfaConfiguration = "OFF" });

        Assert.Equal(2, (await List()).Count);
    }

    [Theory]
    [InlineData("eu-central-1_000000000", "ResourceNotFoundException: User pool eu-central-1_000000000 does not exist.")]
    [InlineData("nonsense", "ResourceNotFoundException: User pool nonsense does not exist.")]
    [InlineData("eu-central-1_\\u0000", "InvalidParameterException: 1 validation error detected: Value at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+")]
    public async Task A_pool_that_is_not_there_has_no_copies(string id, string refusal)
    {
        Assert.Equal(refusal, await world.Send<ListUserPoolReplicas>($$"""{"UserPoolId":"{{id}}"}"""));
        Assert.Equal(refusal, await world.Send<CreateUserPoolReplica>($$"""{"UserPoolId":"{{id}}","RegionName":"eu-west-1"}"""));
        Assert.Equal(refusal, await world.Send<UpdateUserPoolReplica>($$"""{"UserPoolId":"{{id}}","RegionName":"eu-west-1","Status":"ACTIVE"}"""));
        Assert.Equal(refusal, await world.Send<DeleteUserPoolReplica>($$"""{"UserPoolId":"{{id}}","RegionName":"eu-west-1"}"""));
    }

    [Fact]
    public async Task There_is_one_page_and_so_no_token_is_right() =>
        Assert.Equal("InvalidParameterException: Invalid pagination token.", await world.Send<ListUserPoolReplicas>($$"""{"UserPoolId":"{{pool.Id}}","NextToken":"AAAA"}"""));

    private Task<Said<CreateUserPoolReplicaResponse>> Create(string region, params (string, string)[] tags) => world.Call(
        world.Op<CreateUserPoolReplica>(), new() { UserPoolId = pool.Id, RegionName = region, UserPoolTags = tags.Length == 0 ? null : Wire.Map(tags) });

    private Task<Said<UpdateUserPoolReplicaResponse>> Update(string region, string status) =>
        world.Call(world.Op<UpdateUserPoolReplica>(), new() { UserPoolId = pool.Id, RegionName = region, Status = status });

    private Task<Said<DeleteUserPoolReplicaResponse>> Delete(string region) =>
        world.Call(world.Op<DeleteUserPoolReplica>(), new() { UserPoolId = pool.Id, RegionName = region });

    private async Task<List<(string?, string?, string?)>> List() =>
        [.. (await world.Call(world.Op<ListUserPoolReplicas>(), new() { UserPoolId = pool.Id })).Ok.UserPoolReplicas!.Select(r => (r.RegionName, r.Status, r.Role))];
}
