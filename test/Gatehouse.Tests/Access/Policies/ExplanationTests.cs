using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

public sealed class ExplanationTests
{
    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}""", 0, 1, 38, 1, 167)]
    [InlineData("{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": [\n        {\n            \"Effect\": \"Allow\",\n            \"Action\": \"codecommit:ListRepositories\",\n            \"Resource\": \"*\"\n\n        }\n    ]\n}", 0, 3, 19, 9, 10)]
    [InlineData("{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:x\", \"Resource\": \"*\"}]}", 0, 1, 41, 1, 95)]
    [InlineData("{\"Id\":\"é\",\r\n\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:é\",\"Resource\":\"*\"},\r\n{\"Effect\":\"Deny\",\"Action\":\"s3:x\",\"Resource\":\"*\"}]}", 1, 2, 63, 3, 49)]
    public void A_statement_is_found_where_the_simulator_finds_it(string document, int index, int line, int column, int endLine, int endColumn)
    {
        var statement = Given.Policy(document).Statements[index];
        Assert.Equal((new TextPosition(line, column), new TextPosition(endLine, endColumn)), (statement.Start, statement.End));
    }

    [Fact]
    public void Every_statement_about_the_request_is_told_with_its_policy()
    {
        var allow = new AttachedPolicy(Given.Allow("s3:*"), "wide", PolicySource.UserManaged);
        var deny = new AttachedPolicy(Given.Deny("s3:Get*"), "narrow", PolicySource.User);
        var other = new AttachedPolicy(Given.Allow("ec2:*"), "other", PolicySource.Group);
        var resource = Given.Granting("\"*\"");
        var policies = new PolicySet { Identity = [deny, other, allow], Boundary = [allow], Sessions = [[other], [allow]], Resource = resource };

        var told = Assert.Single(Authorizer.Explain(Given.Request("s3:GetObject"), policies));
        Assert.Equal((Verdict.ExplicitDeny, Layer.Identity, true), (told.Decision.Verdict, told.Decision.Layer, told.AllowedByBoundary));
        Assert.Equal(
            [(Layer.Identity, deny), (Layer.Identity, allow), (Layer.Boundary, allow), (Layer.Session, allow), (Layer.Resource, resource)],
            told.Matched.Select(match => (match.Layer, match.Policy)));
    }

    [Theory]
    [InlineData("s3:*", true)]
    [InlineData("ec2:*", false)]
    public void What_the_boundary_says_is_told_by_itself(string boundary, bool isAllowed)
    {
        var policies = new PolicySet { Boundary = Given.Attached(Given.Allow(boundary)) };
        Assert.Equal(isAllowed, Assert.Single(Authorizer.Explain(Given.Request("s3:GetObject"), policies)).AllowedByBoundary);
        Assert.Null(Assert.Single(Authorizer.Explain(Given.Request("s3:GetObject"), PolicySet.Empty)).AllowedByBoundary);
    }

    [Fact]
    public void A_boundary_that_denies_does_not_allow() => Assert.False(Assert.Single(Authorizer.Explain(
        Given.Request("s3:GetObject"), new() { Boundary = Given.Attached(Given.Allow("s3:*"), Given.Deny("s3:GetObject")) })).AllowedByBoundary);

    [Fact]
    public void Each_resource_is_explained_by_itself()
    {
        var policies = Given.Identity(Given.Allow("s3:*", "arn:aws:s3:::a"), Given.Deny("s3:*", "arn:aws:s3:::b"));
        var told = Authorizer.Explain(new(Given.Ann, "s3:GetObject", ["arn:aws:s3:::a", "arn:aws:s3:::b", "arn:aws:s3:::c"], []), policies);
        Assert.Equal(
            [("arn:aws:s3:::a", Verdict.Allowed, 1), ("arn:aws:s3:::b", Verdict.ExplicitDeny, 1), ("arn:aws:s3:::c", Verdict.ImplicitDeny, 0)],
            told.Select(one => (one.Resource, one.Decision.Verdict, one.Matched.Count)));
    }

    [Fact]
    public void Keys_that_would_have_been_needed_are_told()
    {
        var policy = Given.Policy("""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b/${aws:username}/*",
               "Condition":{"StringEquals":{"s3:prefix":"${aws:PrincipalTag/team}","S3:Delimiter":"/"},"Bool":{"aws:SecureTransport":"true"}}},
              {"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"StringEquals":{"ec2:Region":"x"}}}]}
            """);
        string[] Missing(string action, string resource, RequestContext context) =>
            [.. Assert.Single(Authorizer.Explain(Given.Request(action, resource, context), Given.Identity(policy))).MissingKeys];

        Assert.Equal(
            ["aws:PrincipalTag/team", "aws:SecureTransport", "S3:Delimiter", "s3:prefix"],
            Missing("s3:GetObject", "arn:aws:s3:::b/ann/x", new() { { "aws:username", "ann" } }));
        Assert.Equal(["aws:username"], Missing("s3:GetObject", "arn:aws:s3:::b/ann/x", []));
        Assert.Equal(["S3:Delimiter"], Missing("s3:GetObject", "arn:aws:s3:::b/ann/x", new()
        {
            { "aws:username", "ann" }, { "AWS:SECURETRANSPORT", "true" }, { "s3:prefix", "x" }, { "aws:PrincipalTag/team", "x" },
        }));
        Assert.Empty(Missing("s3:PutObject", "arn:aws:s3:::b/ann/x", []));
        Assert.Equal(["ec2:Region"], Missing("ec2:RunInstances", "*", []));
    }

    [Fact]
    public void A_policy_tells_every_context_key_that_it_names_once()
    {
        var policy = Given.Policy("""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"s3:*","Resource":["*","arn:aws:s3:::${aws:username}/${s3:prefix, 'none'}"],
               "Condition":{"StringEquals":{"aws:SourceVpc":"v","s3:x":["${aws:userid}","${*}"]},"ForAnyValue:StringLikeIfExists":{"aws:TagKeys":"a"}}},
              {"Effect":"Deny","NotAction":"s3:*","NotResource":"arn:aws:s3:::${AWS:UserName}","Condition":{"Null":{"aws:MultiFactorAuthAge":"true"},"Bool":{"AWS:sourcevpc":"true"}}}]}
            """);
        Assert.Equal(
            ["aws:SourceVpc", "s3:x", "aws:userid", "aws:TagKeys", "aws:username", "s3:prefix", "aws:MultiFactorAuthAge"],
            policy.ContextKeys);
    }

    [Fact]
    public void A_policy_of_the_older_version_names_no_variable() => Assert.Empty(
        Given.Policy("""{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${aws:username}"}}""").ContextKeys);

    [Fact]
    public void A_policy_keeps_its_text_and_its_name()
    {
        const string Document = """{ "Version": "2012-10-17", "Id": "My policy", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } }""";
        var policy = Given.Policy(Document);
        Assert.Equal((Document, "My policy", PolicyKind.Inline), (policy.Document, policy.Id, policy.Kind));
        Assert.Null(Given.Allow("*").Id);
    }
}
