using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.UserPools.Logs;

/// <summary>Where a pool's logs are to go: SetLogDeliveryConfiguration, GetLogDeliveryConfiguration.</summary>
public sealed class LogDeliveryTests
{
    private const string Group = """{"LogGroupArn":"arn:aws:logs:eu-central-1:123456789012:log-group:/aws/vendedlogs/cognito"}""";
    private const string Notices = "{\"LogLevel\":\"ERROR\",\"EventSource\":\"userNotification\",\"CloudWatchLogsConfiguration\":" + Group + "}";
    private const string Bucket = """{"LogLevel":"INFO","EventSource":"userAuthEvents","S3Configuration":{"BucketArn":"arn:aws:s3:::a-bucket"}}""";
    private const string Stream =
        """{"LogLevel":"INFO","EventSource":"userAuthEvents","FirehoseConfiguration":{"StreamArn":"arn:aws:firehose:eu-central-1:123456789012:deliverystream/logs"}}""";

    private readonly World world = new();
    private readonly TestPool pool;

    public LogDeliveryTests() => pool = world.Pool();

    [Fact]
    public async Task Where_nobody_said_so_logs_go_nowhere() => Assert.Equal("{}", await Get());

    [Theory]
    [InlineData(Notices)]
    [InlineData(Bucket)]
    [InlineData(Stream)]
    [InlineData(Stream + "," + Notices)]
    [InlineData("""{"LogLevel":"INFO","EventSource":"userAuthEvents","CloudWatchLogsConfiguration":{"LogGroupArn":"arn:aws-cn:logs:cn-north-1:123456789012:log-group:g"}}""")]
    public async Task What_is_set_is_shown_in_the_order_given(string logs)
    {
        var expected = $$$"""{"LogDeliveryConfiguration":{"UserPoolId":"{{{pool.Id}}}","LogConfigurations":[{{{logs}}}]}}""";

        Assert.Equal(expected, await Set(logs));
        Assert.Equal(expected, await Get());
    }

    [Fact]
    public async Task Each_setting_replaces_the_one_before_and_an_empty_one_takes_it_away()
    {
        await Set(Notices);
        await Set(Bucket);
        Assert.DoesNotContain("userNotification", await Get(), StringComparison.Ordinal);
        Assert.Equal("{}", await Set(""));
        Assert.Equal("{}", await Get());
    }

    [Theory]
    [InlineData(Stream + "," + Bucket, "Each EventSource can be configured once.")]
    [InlineData($$"""{"LogLevel":"INFO","EventSource":"userNotification","CloudWatchLogsConfiguration":{{Group}} }""", "The LogLevel of userNotification must be ERROR.")]
    [InlineData($$"""{"LogLevel":"ERROR","EventSource":"userAuthEvents","CloudWatchLogsConfiguration":{{Group}} }""", "The LogLevel of userAuthEvents must be INFO.")]
    [InlineData("""{"LogLevel":"INFO","EventSource":"userAuthEvents"}""", "userAuthEvents must have exactly one destination.")]
    [InlineData($$"""{"LogLevel":"INFO","EventSource":"userAuthEvents","CloudWatchLogsConfiguration":{{Group}},"S3Configuration":{} }""", "userAuthEvents must have exactly one destination.")]
    [InlineData("""{"LogLevel":"ERROR","EventSource":"userNotification","S3Configuration":{"BucketArn":"arn:aws:s3:::a-bucket"}}""", "userNotification can go to CloudWatch Logs only.")]
    [InlineData("""{"LogLevel":"ERROR","EventSource":"userNotification","CloudWatchLogsConfiguration":{"LogGroupArn":"arn:aws:s3:eu-central-1:123456789012:bucket"}}""", "The ARN of the destination of userNotification is invalid.")]
    [InlineData("""{"LogLevel":"ERROR","EventSource":"userNotification","CloudWatchLogsConfiguration":{}}""", "The ARN of the destination of userNotification is invalid.")]
    [InlineData("""{"LogLevel":"INFO","EventSource":"userAuthEvents","FirehoseConfiguration":{"StreamArn":"arn:aws:firehose:eu-central-1:123456789012:stream/logs"}}""", "The ARN of the destination of userAuthEvents is invalid.")]
    [InlineData("""{"LogLevel":"INFO","EventSource":"userAuthEvents","S3Configuration":{"BucketArn":"arn:aws:s3:::BUCKET"}}""", "The ARN of the destination of userAuthEvents is invalid.")]
    public async Task What_cannot_be_is_refused_and_changes_nothing(string logs, string text)
    {
        var before = await Set(Notices);

        Assert.Equal("InvalidParameterException: " + text, await Set(logs));
        Assert.Equal(before, await Get());
    }

    [Theory]
    [InlineData("""{"LogLevel":"WARN","EventSource":"userNotification"}""")]
    [InlineData("""{"LogLevel":"ERROR","EventSource":"everything"}""")]
    [InlineData($"{Notices},{Bucket},{Stream}")]
    public async Task What_breaks_the_contract_is_refused(string logs) =>
        Assert.Contains("validation error", await Set(logs), StringComparison.Ordinal);

    [Fact]
    public async Task A_strict_installation_exports_activity_in_the_highest_plan_only()
    {
        var strict = new World(with: services => services.AddSingleton(new Tiers(AreStrict: true)));
        var essentials = strict.Pool(p => p with { Described = """{"UserPoolTier":"ESSENTIALS"}""" });
        var plus = strict.Pool(p => p with { Described = """{"UserPoolTier":"PLUS"}""" });

        Assert.StartsWith("FeatureUnavailableInTierException: ", await Set(Bucket, strict, essentials), StringComparison.Ordinal);
        Assert.StartsWith("{", await Set(Notices, strict, essentials), StringComparison.Ordinal);
        Assert.StartsWith("{", await Set(Bucket, strict, plus), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pool_that_is_not_there_has_no_logs()
    {
        const string unknown = "ResourceNotFoundException: User pool eu-central-1_000000000 does not exist.";
        Assert.Equal(unknown, await world.Send<GetLogDeliveryConfiguration>("""{"UserPoolId":"eu-central-1_000000000"}"""));
        Assert.Equal(unknown, await world.Send<SetLogDeliveryConfiguration>("""{"UserPoolId":"eu-central-1_000000000","LogConfigurations":[]}"""));
    }

    private Task<string> Set(string logs, World? of = null, TestPool? to = null) =>
        (of ?? world).Send<SetLogDeliveryConfiguration>($$"""{"UserPoolId":"{{(to ?? pool).Id}}","LogConfigurations":[{{logs}}]}""");

    private Task<string> Get() => world.Send<GetLogDeliveryConfiguration>($$"""{"UserPoolId":"{{pool.Id}}"}""");
}
