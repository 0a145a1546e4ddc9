using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Operations.IdentityPools;
using Gatehouse.Tests.UserPools;
using static Gatehouse.Tests.IdentityPools.Maker;

namespace Gatehouse.Tests.IdentityPools;

public class IdentityPoolTagTests
{
    private readonly World world = new();

    private static string Arn(string id) => $"arn:aws:cognito-identity:eu-central-1:000000000000:identitypool/{id}";

    [Fact]
    public async Task Tags_are_added_replaced_and_taken_away_and_are_the_pool_s_own()
    {
        var id = await world.PoolId(asked => asked with { IdentityPoolTags = Map(("stage", "test"), ("team", "")) });

        Assert.True((await Tag(Arn(id), ("stage", "live"), ("Stage", "other"))).IsOk);
        Assert.True((await Untag(Arn(id), "team", "nowhere")).IsOk);
        Assert.Equivalent(Map(("Stage", "other"), ("stage", "live")), (await List(Arn(id))).Ok.Tags, strict: true);
        Assert.Equivalent(Map(("Stage", "other"), ("stage", "live")), (await world.Describe(id)).Ok.IdentityPoolTags, strict: true);

        Assert.True((await Untag(Arn(id), "stage", "Stage")).IsOk);
        Assert.Empty((await List(Arn(id))).Ok.Tags!);
        Assert.Null((await world.Describe(id)).Ok.IdentityPoolTags);
    }

    [Fact]
    public async Task A_pool_has_fifty_tags_at_most_and_none_of_the_service_s()
    {
        var fifty = Enumerable.Range(0, 50).Select(i => ($"k{i}", "v")).ToArray();
        var id = await world.PoolId(asked => asked with { IdentityPoolTags = Map(fifty) });

        Assert.Equal("InvalidParameterException: The number of tags on an identity pool cannot exceed 50.", (await Tag(Arn(id), ("more", "v"))).Refusal);
        Assert.StartsWith("InvalidParameterException", (await world.Create(asked => asked with { IdentityPoolTags = Map([.. fifty, ("more", "v")]) })).Refusal);
        Assert.Equal("InvalidParameterException: Tag keys that start with aws: are reserved.", (await Tag(Arn(await world.PoolId()), ("AWS:x", "v"))).Refusal);
    }

    [Fact]
    public async Task An_ARN_without_an_account_is_of_ours()
    {
        var id = await world.PoolId();
        Assert.True((await Tag($"arn:aws:cognito-identity:eu-central-1::identitypool/{id}", ("a", "b"))).IsOk);
        Assert.Equal("b", (await List(Arn(id))).Ok.Tags!["a"]);
    }

    [Theory]
    [InlineData("arn:aws:cognito-idp:eu-central-1:000000000000:userpool/eu-central-1_a")]
    [InlineData("arn:aws:cognito-identity:eu-central-1:000000000000:identity/1")]
    [InlineData("something that is no arn")]
    public async Task What_is_no_ARN_of_a_pool_is_refused(string arn)
    {
        var refusal = $"InvalidParameterException: Invalid resource ARN: {arn}";
        Assert.Equal(refusal, (await List(arn)).Refusal);
        Assert.Equal(refusal, (await Tag(arn, ("a", "b"))).Refusal);
        Assert.Equal(refusal, (await Untag(arn, "a")).Refusal);
    }

    [Fact]
    public async Task A_pool_that_is_elsewhere_or_nowhere_is_not_found()
    {
        var id = await world.PoolId();
        string[] others =
        [
            Arn("eu-central-1:00000000-0000-4000-8000-000000000000"), Arn(id).Replace("000000000000", "111111111111", StringComparison.Ordinal),
            Arn(id).Replace("aws:cognito-identity:eu-central-1", "aws:cognito-identity:us-east-1", StringComparison.Ordinal),
            Arn(id).Replace("arn:aws:", "arn:aws-cn:", StringComparison.Ordinal), Arn("x"),
        ];
        foreach (var arn in others)
        {
            Assert.StartsWith("ResourceNotFoundException: IdentityPool '", (await List(arn)).Refusal);
            Assert.StartsWith("ResourceNotFoundException: IdentityPool '", (await Tag(arn, ("a", "b"))).Refusal);
            Assert.StartsWith("ResourceNotFoundException: IdentityPool '", (await Untag(arn, "a")).Refusal);
        }
    }

    private Task<Said<ListTagsForResourceResponse>> List(string arn) =>
        world.Call(world.Op<ListTagsForResource>(), new ListTagsForResourceInput { ResourceArn = arn });

    private Task<Said<TagResourceResponse>> Tag(string arn, params (string, string)[] tags) =>
        world.Call(world.Op<TagResource>(), new TagResourceInput { ResourceArn = arn, Tags = Map(tags) });

    private Task<Said<UntagResourceResponse>> Untag(string arn, params string[] keys) =>
        world.Call(world.Op<UntagResource>(), new UntagResourceInput { ResourceArn = arn, TagKeys = keys });
}
