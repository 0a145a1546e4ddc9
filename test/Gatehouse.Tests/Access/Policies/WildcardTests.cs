using System.Diagnostics;
using CsCheck;
using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

public sealed class WildcardTests
{
    // element | of the policy | of the request | is meant | rule
    public static TheoryData<string[]> Actions => Table.Of(
        """
        Action | s3:GetObject | s3:GetObject | yes | An action means itself.
        Action | s3:GetObject | s3:PutObject | no | And no other.
        Action | s3:getobject | s3:GetObject | yes | The action's name has no case.
        Action | S3:GetObject | s3:GetObject | yes | Nor has the service's.
        Action | s3:GetObject | S3:GETOBJECT | yes | On neither side.
        Action | s3:Get* | s3:GetObject | yes | An asterisk stands for any text.
        Action | s3:get* | s3:GetBucketAcl | yes | In any case.
        Action | s3:Get* | s3:Get | yes | Also for none.
        Action | s3:Get* | s3:ListBucket | no | The rest must be alike.
        Action | s3:*Object | s3:DeleteObject | yes | An asterisk may stand in front.
        Action | s3:*Object | s3:DeleteObjectTagging | no | And then the end counts.
        Action | iam:*AccessKey* | iam:UpdateAccessKey | yes | On both sides.
        Action | iam:*AccessKey* | iam:ListAccessKeys | yes | Also where the end has more.
        Action | s3:Get?bject | s3:GetObject | yes | A question mark stands for one character.
        Action | s3:GetObjec??? | s3:GetObject | no | Three do not stand for one.
        Action | s3:* | s3:GetObject | yes | All actions of a service.
        Action | s3:* | s3-object-lambda:GetObject | no | Another service is another, though it begins alike.
        Action | * | iam:CreateUser | yes | An asterisk means all actions of all services.
        Action | *:* | iam:CreateUser | yes | So do two.
        Action | *:CreateUser | cognito-idp:CreateUser | yes | Or one action of all services.
        Action | s3:${action} | s3:GetObject | no | Actions have no variables.
        NotAction | s3:GetObject | s3:PutObject | yes | What is not excepted is meant.
        NotAction | s3:GetObject | s3:GETobject | no | What is excepted is not, in any case.
        NotAction | iam:* | s3:GetObject | yes | Other services are not excepted.
        NotAction | iam:* | iam:GetUser | no | Those of the service are.
        NotAction | * | s3:GetObject | no | Who excepts everything means nothing.
        """);

    public static TheoryData<string[]> Resources => Table.Of(
        """
        Resource | * | arn:aws:s3:::bucket/key | yes | An asterisk means every resource.
        Resource | * | * | yes | Also nothing in particular.
        Resource | arn:aws:s3:::bucket | * | no | Who means one resource does not mean nothing in particular.
        Resource | arn:aws:s3:::bucket/* | arn:aws:s3:::bucket/a/b/c | yes | An asterisk reaches over slashes.
        Resource | arn:aws:s3:::bucket/* | arn:aws:s3:::bucket | no | The slash counts.
        Resource | arn:aws:s3:::bucket/* | arn:aws:s3:::bucket2/a | no | So that another bucket is not meant.
        Resource | arn:aws:s3:::bucket* | arn:aws:s3:::bucket2/a | yes | Without the slash it is.
        Resource | arn:aws:s3:::bucket/Key | arn:aws:s3:::bucket/key | no | Names of resources are exact in case.
        Resource | arn:aws:s3:::*log* | arn:aws:s3:::my-logs/2026 | yes | The published example denies every bucket with log in its name.
        Resource | arn:aws:s3:::bucket/a?c | arn:aws:s3:::bucket/abc | yes | A question mark stands for one character.
        Resource | arn:aws:s3:::bucket/a?c | arn:aws:s3:::bucket/ac | no | And not for none.
        Resource | arn:aws:dynamodb:*:*:table/MyTable | arn:aws:dynamodb:us-east-2:123456789012:table/MyTable | yes | Region and account may be anything.
        Resource | arn:aws:dynamodb:us-*:*:table/MyTable | arn:aws:dynamodb:eu-west-1:123456789012:table/MyTable | no | Or something.
        Resource | arn:aws:dynamodb:*:123456789012:table/* | arn:aws:dynamodb:us-east-2:999999999999:table/T | no | Every part must be alike.
        Resource | arn:aws:sqs:*:123456789012:q | arn:aws:sqs:us-east-1:999999999999:x:123456789012:q | no | No wildcard reaches over the colons between parts.
        Resource | arn:aws:logs:us-east-1:123456789012:log-group:*:log-stream:s | arn:aws:logs:us-east-1:123456789012:log-group:a:b:log-stream:s | yes | In the last part it does.
        Resource | arn:aws:iam::123456789012:user/accounting/* | arn:aws:iam::123456789012:user/accounting/deep/ann | yes | The published example means all users of a path.
        Resource | arn:aws:iam::123456789012:user/accounting/* | arn:aws:iam::123456789012:user/ann | no | And no other.
        Resource | arn:aws:iam::123456789012:* | arn:aws:iam::123456789012:role/x | yes | Everything of an account.
        Resource | arn:aws:sqs | arn:aws:sqs:us-east-1:123456789012:q | yes | A name that is left out from somewhere on means anything there.
        Resource | arn:aws:sqs:us-east-1 | arn:aws:sqs:us-east-1:123456789012:q | yes | Wherever that is.
        Resource | arn:aws:sqs:us-east-1 | arn:aws:sqs:us-east-2:123456789012:q | no | What is said still counts.
        Resource | arn:aws:sqs | arn:aws:sns:us-east-1:123456789012:t | no | Also of the service.
        Resource | arn:aws-cn:s3:::bucket | arn:aws:s3:::bucket | no | Another partition is another.
        Resource | arn:aws:s3:::bucket | bucket | no | What is no name is only meant by an asterisk.
        NotResource | arn:aws:s3:::HRBucket/Payroll, arn:aws:s3:::HRBucket/Payroll/* | arn:aws:s3:::HRBucket/Other | yes | What is not excepted is meant, as in the published example.
        NotResource | arn:aws:s3:::HRBucket/Payroll, arn:aws:s3:::HRBucket/Payroll/* | arn:aws:s3:::HRBucket/Payroll/May | no | What is excepted is not.
        NotResource | arn:aws:s3:::HRBucket/Payroll, arn:aws:s3:::HRBucket/Payroll/* | arn:aws:ec2:us-east-1:123456789012:instance/i | yes | Other services are not excepted.
        NotResource | arn:aws:s3:::bucket | * | yes | Nothing in particular is not excepted.
        NotResource | * | arn:aws:s3:::bucket | no | Who excepts everything means nothing.
        """);

    [Theory]
    [MemberData(nameof(Actions))]
    public void An_action_is_meant_as_the_published_rules_say(string[] row)
    {
        var policy = Given.Statement($"""
            "Effect":"Allow","{row[0]}":{Given.Json(Table.Values(row[1]))},"Resource":"*"
            """);
        Assert.Equal(row[3] == "yes" ? Verdict.Allowed : Verdict.ImplicitDeny, Given.Identity(policy).Verdict(Given.Request(row[2])));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_resource_is_meant_as_the_published_rules_say(string[] row)
    {
        var policy = Given.Statement($"""
            "Effect":"Deny","Action":"*","{row[0]}":{Given.Json(Table.Values(row[1]))}
            """);
        Assert.Equal(row[3] == "yes" ? Verdict.ExplicitDeny : Verdict.ImplicitDeny, Given.Identity(policy).Verdict(Given.Request("s3:GetObject", row[2])));
    }

    [Fact]
    public void A_pattern_means_the_same_as_the_obvious_and_slow_way_says() => Gen
        .Select(Gen.String[Gen.Char["ab*?"], 0, 8], Gen.String[Gen.Char["ab*?"], 0, 10])
        .Sample(
            (pattern, text) => Wildcards.Fit(pattern.Replace('*', Wildcards.Run).Replace('?', Wildcards.One), text) == Slowly(pattern, text),
            iter: 20_000);

    [Fact]
    public void A_compiled_pattern_means_the_same_as_the_obvious_and_slow_way_says() => Gen
        .Select(Gen.String[Gen.Char["ab*?"], 0, 8], Gen.String[Gen.Char["ab"], 0, 10])
        .Sample(
            (pattern, text) => (TextPattern.Compile(pattern, wildcards: true, 0).Test(text, [], Comparing.Texts) == Match.Yes) == Slowly(pattern, text),
            iter: 20_000);

    [Theory]
    [InlineData("a*", 1_500, "b")]
    [InlineData("*a", 1_500, "*b")]
    [InlineData("a?*", 1_000, "b")]
    [InlineData("*?", 1_000, "b")]
    [InlineData("**", 10_000, "b")]
    [InlineData("aaaaaaaaaaaaaaa*", 300, "b")]
    public void No_pattern_takes_long(string piece, int times, string end)
    {
        var pattern = string.Concat(Enumerable.Repeat(piece, times)) + end;
        var policy = Given.Allow("s3:*", $"arn:aws:s3:::{pattern}");
        var request = Given.Request("s3:GetObject", $"arn:aws:s3:::{new string('a', 2_000)}");
        var watch = Stopwatch.StartNew();
        Assert.Equal(Verdict.ImplicitDeny, Given.Identity(policy).Verdict(request));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void The_work_grows_no_faster_than_pattern_and_text()
    {
        // A hundred and thirty thousand characters of the worst kind against the longest name: seconds if it were cubic, for ever if it were exponential.
        var pieces = Given.Json(Enumerable.Range(0, 60).Select(i => $"arn:aws:s3:::*{new string('a', 1_000)}{i % 10}b"));
        var policy = Given.Statement($"""
            "Effect":"Allow","Action":"s3:*","Resource":{pieces}
            """);
        var watch = Stopwatch.StartNew();
        Assert.Equal(Verdict.ImplicitDeny, Given.Identity(policy).Verdict(Given.Request("s3:GetObject", $"arn:aws:s3:::{new string('a', 2_035)}")));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    // The definition, as short as it can be said.
    private static bool Slowly(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text) => pattern switch
    {
        [] => text.IsEmpty,
        ['*', .. var rest] => Slowly(rest, text) || !text.IsEmpty && Slowly(pattern, text[1..]),
        ['?', .. var rest] => !text.IsEmpty && Slowly(rest, text[1..]),
        [var c, .. var rest] => !text.IsEmpty && text[0] == c && Slowly(rest, text[1..]),
    };
}
