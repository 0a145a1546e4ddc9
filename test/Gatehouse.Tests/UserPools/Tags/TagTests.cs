using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

public class TagTests
{
    private readonly World world = new();
    private readonly TestPool pool;

    public TagTests() => pool = world.Pool(made => WithSettings(made));

    private string Arn => World.Realm.PoolArn(pool.Id);

    [Fact]
    public async Task Tags_are_added_replaced_and_taken_away()
    {
        Assert.Empty(await Tags());
        await Tag(("stage", "test"), ("team", ""));
        await Tag(("stage", "live"), ("Stage", "other"));
        Assert.Equal([("Stage", "other"), ("stage", "live"), ("team", "")], await Tags());

        Assert.True((await Untag("team", "nowhere")).IsOk);
        Assert.Equal([("Stage", "other"), ("stage", "live")], await Tags());
    }

    [Fact]
    public async Task Tags_and_the_pool_s_own_settings_are_the_same_tags()
    {
        await Tag(("stage", "test"));
        var described = await world.Call(world.Op<DescribeUserPool>(), new DescribeUserPoolRequest { UserPoolId = pool.Id });
        Assert.Equal("test", described.Ok.UserPool!.UserPoolTags!["stage"]);

        var tags = new Dictionary<string, string> { ["a"] = "b" };
        Assert.True((await world.Call(world.Op<UpdateUserPool>(), new UpdateUserPoolRequest { UserPoolId = pool.Id, UserPoolTags = tags })).IsOk);
        Assert.Equal([("a", "b")], await Tags());
    }

    [Fact]
    public async Task Nothing_else_of_the_pool_changes()
    {
        var before = PoolSettings.Of(pool.Now);
        await Tag(("stage", "test"));
        Assert.Equivalent(before with { UserPoolTags = new Dictionary<string, string> { ["stage"] = "test" } }, PoolSettings.Of(pool.Now), strict: true);
    }

    [Fact]
    public async Task A_pool_has_fifty_tags_at_most()
    {
        var fifty = Enumerable.Range(0, 50).Select(i => ($"k{i}", "v")).ToArray();
        Assert.True((await Tag(fifty)).IsOk);
        Assert.True((await Tag(("k7", "other"))).IsOk);
        Assert.Equal("InvalidParameterException: The number of tags on a user pool cannot exceed 50.", (await Tag(("one-more", "v"))).Refusal);
        Assert.Equal(50, (await Tags()).Count);
    }

    [Theory]
    [InlineData("aws:stage")]
    [InlineData("AWS:stage")]
    public async Task Keys_of_the_service_itself_are_refused(string key)
    {
        Assert.Equal("InvalidParameterException: Tag keys that start with aws: are reserved.", (await Tag((key, "v"))).Refusal);
        Assert.Empty(await Tags());
    }

    [Fact]
    public async Task What_the_model_bounds_is_bounded()
    {
        Assert.True((await Tag((new string('k', 128), new string('v', 256)))).IsOk);
        Assert.False((await Tag((new string('k', 129), "v"))).IsOk);
        Assert.False((await Tag(("k", new string('v', 257)))).IsOk);
        Assert.False((await Tag(("", "v"))).IsOk);
        Assert.False((await Untag(new string('k', 129))).IsOk);
    }

    [Theory]
    [InlineData("arn:aws:cognito-idp:eu-central-1:000000000000:userpool/eu-central-1_000000000", "eu-central-1_000000000")]
    [InlineData("arn:aws:cognito-idp:eu-central-1:000000000001:userpool/POOL", "POOL")]
    [InlineData("arn:aws:cognito-idp:us-east-1:000000000000:userpool/POOL", "POOL")]
    [InlineData("arn:aws-cn:cognito-idp:eu-central-1:000000000000:userpool/POOL", "POOL")]
    [InlineData("arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_000000000", "us-east-1_000000000")]
    [InlineData("arn:aws:cognito-idp:eu-central-1:000000000000:userpool/nonsense", "nonsense")]
    public async Task A_pool_that_is_not_here_is_not_found(string arn, string id) => await Refused(
        arn.Replace("POOL", pool.Id, StringComparison.Ordinal), Texts.NoPool(id.Replace("POOL", pool.Id, StringComparison.Ordinal)));

    [Theory]
    [InlineData("arn:aws:cognito-identity:eu-central-1:000000000000:userpool/eu-central-1_000000000")]
    [InlineData("arn:aws:cognito-idp:eu-central-1:000000000000:identitypool/eu-central-1_000000000")]
    [InlineData("arn:aws:cognito-idp:eu-central-1:000000000000:userpool:eu-central-1_000000000")]
    [InlineData("arn:aws:cognito-idp:eu-central-1:000000000000:userpool/eu-central-1_000000000/client/x")]
    public async Task What_is_no_ARN_of_a_pool_is_refused(string arn) => await Refused(arn, $"InvalidParameterException: Invalid resource ARN: {arn}");

    private static UserPool WithSettings(UserPool made)
    {
        Assert.False(PoolSettings.Apply(made, new(), new Tiers(AreStrict: false)).Refused(out _, out var pool));
        return pool!;
    }

    private async Task Refused(string arn, string refusal)
    {
        Assert.Equal(refusal, (await world.Call(world.Op<ListTagsForResource>(), new() { ResourceArn = arn })).Refusal);
        Assert.Equal(refusal, (await world.Call(world.Op<TagResource>(), new() { ResourceArn = arn, Tags = new Dictionary<string, string>() })).Refusal);
        Assert.Equal(refusal, (await world.Call(world.Op<UntagResource>(), new() { ResourceArn = arn, TagKeys = [] })).Refusal);
    }

    private Task<Said<TagResourceResponse>> Tag(params (string Key, string Value)[] tags) =>
        world.Call(world.Op<TagResource>(), new() { ResourceArn = Arn, Tags = tags.ToDictionary(tag => tag.Key, tag => tag.Value) });

    private Task<Said<UntagResourceResponse>> Untag(params string[] keys) =>
        world.Call(world.Op<UntagResource>(), new() { ResourceArn = Arn, TagKeys = keys });

    private async Task<List<(string, string)>> Tags() =>
        (await world.Call(world.Op<ListTagsForResource>(), new() { ResourceArn = Arn })).Ok.Tags!
            .Select(tag => (tag.Key, tag.Value)).Order(Comparer<(string Key, string)>.Create((a, b) => string.CompareOrdinal(a.Key, b.Key))).ToList();
}
