using System.Text.Json.Nodes;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Risk;

/// <summary>What a pool or an application does about risks, set and shown.</summary>
public sealed class RiskConfigurationTests
{
    private const string Whole =
        """
        "CompromisedCredentialsRiskConfiguration":{"EventFilter":["SIGN_IN"],"Actions":{"EventAction":"BLOCK"}},
        "AccountTakeoverRiskConfiguration":{
          "NotifyConfiguration":{"From":"Ana <ana@example.com>","ReplyTo":"ana@example.com","SourceArn":"arn:aws:ses:eu-central-1:123456789012:identity/example.com",
            "BlockEmail":{"Subject":"Blocked","HtmlBody":"<b>you</b>"},"NoActionEmail":{"Subject":"Seen","TextBody":"text body"},"MfaEmail":{"Subject":"Code","TextBody":"text body"}},
          "Actions":{"LowAction":{"Notify":true,"EventAction":"NO_ACTION"},"MediumAction":{"Notify":false,"EventAction":"MFA_IF_CONFIGURED"},"HighAction":{"Notify":true,"EventAction":"BLOCK"}}},
        "RiskExceptionConfiguration":{"BlockedIPRangeList":["10.10.10.10/32"],"SkippedIPRangeList":["2001:db8::/32"]}
        """;

    private readonly World world = new();
    private readonly TestPool pool;

    public RiskConfigurationTests() => pool = world.Pool(p => p with { Threats = ThreatMode.Enforced });

    [Fact]
    public async Task What_is_set_is_shown_as_it_was_given()
    {
        var set = await Set(Whole);

        Assert.Equal(set, await Describe());
        var shown = JsonNode.Parse(set)!["RiskConfiguration"]!.AsObject();
        Assert.Equal(pool.Id, (string)shown["UserPoolId"]!);
        Assert.False(shown.ContainsKey("ClientId"));
        Assert.Equal(world.Now.ToUnixTimeSeconds(), (long)shown["LastModifiedDate"]!);
        Assert.Equal("""["10.10.10.10/32"]""", shown["RiskExceptionConfiguration"]!["BlockedIPRangeList"]!.ToJsonString());
        Assert.Equal("Ana <ana@example.com>", (string)shown["AccountTakeoverRiskConfiguration"]!["NotifyConfiguration"]!["From"]!);
        Assert.Equal("""{"EventFilter":["SIGN_IN"],"Actions":{"EventAction":"BLOCK"}}""", shown["CompromisedCredentialsRiskConfiguration"]!.ToJsonString());
    }

    [Fact]
    public async Task Nothing_set_shows_nothing_but_whose_it_would_be()
    {
        var client = pool.Client();

        Assert.Equal(Nothing, await Describe());
        Assert.Equal($$$"""{"RiskConfiguration":{"UserPoolId":"{{{pool.Id}}}","ClientId":"{{{client.Id}}}"}}""", await Describe(client.Id));
    }

    [Fact]
    public async Task A_part_that_is_left_out_is_absent_and_goes_when_it_was_there()
    {
        await Set(Whole);
        await Set(""" "RiskExceptionConfiguration":{"BlockedIPRangeList":["10.0.0.0/8"]} """);

        var shown = JsonNode.Parse(await Describe())!["RiskConfiguration"]!.AsObject();
        Assert.Equal(["UserPoolId", "RiskExceptionConfiguration", "LastModifiedDate"], shown.Select(member => member.Key));
        Assert.False(shown["RiskExceptionConfiguration"]!.AsObject().ContainsKey("SkippedIPRangeList"));
    }

    [Fact]
    public async Task With_every_part_left_out_the_settings_go()
    {
        await Set(Whole);

        Assert.Equal(Nothing, await Set());
        Assert.Equal(Nothing, await Describe());
    }

    [Fact]
    public async Task An_application_has_settings_of_its_own_until_they_are_taken_away_or_it_is_deleted()
    {
        var (one, other) = (pool.Client(), pool.Client());
        await Set(""" "RiskExceptionConfiguration":{"BlockedIPRangeList":["10.0.0.0/8"]} """);
        await Set(""" "RiskExceptionConfiguration":{"BlockedIPRangeList":["192.0.2.0/24"]} """, one.Id);

        Assert.Contains("192.0.2.0/24", await Describe(one.Id), StringComparison.Ordinal);
        Assert.Contains("10.0.0.0/8", await Describe(), StringComparison.Ordinal);
        Assert.DoesNotContain("IPRange", await Describe(other.Id), StringComparison.Ordinal);
        Assert.Contains("10.0.0.0/8", await Describe("ALL"), StringComparison.Ordinal);

        await Set("", one.Id);
        Assert.DoesNotContain("IPRange", await Describe(one.Id), StringComparison.Ordinal);

        await Set(Whole, one.Id);
        Assert.True((await world.Call(world.Op<DeleteUserPoolClient>(), new() { UserPoolId = pool.Id, ClientId = one.Id })).IsOk);
        Assert.Equal(1, world.Store.Parts<RiskSettings>().Count(pool.Id, "", default).Done());
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.0/33")]
    [InlineData("anywhere")]
    [InlineData("")]
    public async Task A_range_must_be_one(string range)
    {
        foreach (var list in new[] { "BlockedIPRangeList", "SkippedIPRangeList" })
        {
            Assert.Equal(
                $"InvalidParameterException: Invalid IP range: {range}. It must be in CIDR notation, as 10.0.0.0/8.",
                await Set($$""" "RiskExceptionConfiguration":{"{{list}}":["10.0.0.0/8","{{range}}"]} """));
        }
    }

    [Fact]
    public async Task A_refusal_does_not_repeat_a_long_text() =>
        Assert.InRange((await Set($$""" "RiskExceptionConfiguration":{"BlockedIPRangeList":["{{new string('1', 100_000)}}"]} """)).Length, 1, 250);

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public async Task A_list_has_at_most_200_ranges(int count, bool isRight)
    {
        var ranges = string.Join(',', Enumerable.Range(0, count).Select(i => $"\"10.0.{i}.0/24\""));

        Assert.Equal(isRight, (await Set($$""" "RiskExceptionConfiguration":{"SkippedIPRangeList":[{{ranges}}]} """)).StartsWith('{'));
    }

    [Theory]
    [InlineData("SourceArn", "arn:aws:sns:eu-central-1:123456789012:topic", "SourceArn must be the ARN of an identity of Amazon SES.")]
    [InlineData("From", "nobody", "Provided From or ReplyTo email address is invalid")]
    [InlineData("From", "a@example.com\\r\\nBcc: b@example.com", "Provided From or ReplyTo email address is invalid")]
    [InlineData("ReplyTo", "Ana <ana@example.com>\\nX: y", "Provided From or ReplyTo email address is invalid")]
    public async Task What_becomes_a_header_of_a_mail_is_looked_at(string member, string value, string text)
    {
        var notices = new Dictionary<string, string>
        {
            ["SourceArn"] = "arn:aws:ses:eu-central-1:123456789012:identity/example.com", ["From"] = "a@example.com", ["ReplyTo"] = "a@example.com", [member] = value,
        };
        var members = string.Join(',', notices.Select(pair => $"\"{pair.Key}\":\"{pair.Value}\""));

        Assert.Equal("InvalidParameterException: " + text, await Set($$""" "AccountTakeoverRiskConfiguration":{"NotifyConfiguration":{ {{members}} },"Actions":{} } """));
    }

    [Fact]
    public async Task A_notice_needs_a_body() => Assert.Equal(
        "InvalidParameterException: A notification email must have an HtmlBody or a TextBody.",
        await Set("""
            "AccountTakeoverRiskConfiguration":{"NotifyConfiguration":{"SourceArn":"arn:aws:ses:eu-central-1:123456789012:identity/x.org","MfaEmail":{"Subject":"s"}},"Actions":{}}
            """));

    [Fact]
    public async Task A_pool_that_does_not_watch_has_no_such_settings()
    {
        pool.Change(p => p with { Threats = ThreatMode.Off });

        Assert.StartsWith("UserPoolAddOnNotEnabledException: ", await Set(Whole), StringComparison.Ordinal);
        Assert.StartsWith("UserPoolAddOnNotEnabledException: ", await Describe(), StringComparison.Ordinal);
        pool.Change(p => p with { Threats = ThreatMode.Audit });
        Assert.StartsWith("{", await Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_there_has_no_settings()
    {
        var stranger = world.Pool(p => p with { Threats = ThreatMode.Enforced }).Client();

        Assert.Equal($"ResourceNotFoundException: User pool client {stranger.Id} does not exist.", await Set(Whole, stranger.Id));
        Assert.Equal($"ResourceNotFoundException: User pool client {stranger.Id} does not exist.", await Describe(stranger.Id));
        Assert.Equal("ResourceNotFoundException: User pool client nobody does not exist.", await Describe("nobody"));
        Assert.Equal(
            "ResourceNotFoundException: User pool eu-central-1_000000000 does not exist.",
            await world.Send<DescribeRiskConfiguration>("""{"UserPoolId":"eu-central-1_000000000"}"""));
    }

    [Fact]
    public async Task The_mode_of_a_pool_is_what_its_add_ons_say()
    {
        foreach (var (mode, threats) in new[] { ("AUDIT", ThreatMode.Audit), ("ENFORCED", ThreatMode.Enforced), ("OFF", ThreatMode.Off) })
        {
            var request = new UpdateUserPoolRequest { UserPoolId = pool.Id, UserPoolAddOns = new() { AdvancedSecurityMode = mode } };
            Assert.True((await world.Call(world.Op<UpdateUserPool>(), request)).IsOk);
            Assert.Equal(threats, pool.Now.Threats);
        }
    }

    private string Nothing => $$$"""{"RiskConfiguration":{"UserPoolId":"{{{pool.Id}}}"}}""";

    private Task<string> Set(string parts = "", string? clientId = null) =>
        world.Send<SetRiskConfiguration>("{" + Ids(clientId) + (parts.Length > 0 ? "," + parts : "") + "}");

    private Task<string> Describe(string? clientId = null) => world.Send<DescribeRiskConfiguration>("{" + Ids(clientId) + "}");

    private string Ids(string? clientId) => $"\"UserPoolId\":\"{pool.Id}\"" + (clientId is null ? "" : $",\"ClientId\":\"{clientId}\"");
}
