using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

/// <summary>A decision is made for every call: it must leave nothing to collect.</summary>
public sealed class FrugalityTests
{
    private static readonly Policy Varied = Given.Policy("""
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Deny","Action":"s3:Delete*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"${aws:username}"},"Bool":{"aws:MultiFactorAuthPresent":"false"}}},
          {"Effect":"Deny","NotAction":"s3:*","NotResource":"arn:aws:s3:::b/*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}},
          {"Effect":"Allow","Action":["s3:List*","s3:Get*"],"Resource":["arn:aws:s3:::a","arn:aws:s3:::b/*/${aws:username}/*"],
           "Condition":{"StringLike":{"s3:prefix":["x","home/${aws:username}/*"]},"ForAnyValue:StringEquals":{"amr":["authenticated"]},
             "NumericLessThan":{"s3:max-keys":"100"},"DateGreaterThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"},"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:*:${aws:username}"},
             "NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"},"Null":{"aws:TokenIssueTime":"false"}}}]}
        """);

    private static readonly RequestContext Context = new RequestContext
    {
        { "s3:prefix", "home/ann/x" }, { "amr", "authenticated", "provider" }, { "s3:max-keys", "10" }, { "aws:CurrentTime", "2026-11-23T10:00:00Z" },
        { "aws:SourceArn", "arn:aws:sns:eu-west-1:123456789012:ann" }, { "aws:SourceIp", "192.0.2.1" }, { "aws:TokenIssueTime", "2026-11-23T10:00:00Z" },
    }.Describe(Given.Ann);

    [Fact]
    public void To_decide_allocates_nothing()
    {
        AttachedPolicy[] varied = [new(Varied, "varied")];
        var policies = new PolicySet
        {
            Identity = varied, Boundary = varied, Sessions = [varied, varied], Resource = Given.Granting($$"""{"AWS":"{{Given.Account}}"}"""), ResourceAccount = Given.Account,
        };
        var request = Given.Request("s3:GetObject", "arn:aws:s3:::b/deep/ann/x", Context);
        Assert.True(Authorizer.Decide(request, policies).IsAllowed);

        // The runtime allocates on its own account now and then, as when it compiles anew: not every time, as we would.
        Assert.Contains(Enumerable.Range(0, 10), _ => Allocated(request, policies) <= 100);
    }

    [Fact]
    public async Task One_policy_may_be_asked_by_many_at_once()
    {
        var policies = new PolicySet { Identity = [new(Varied, "varied")] };
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            for (var n = 0; n < 2_000; n++)
            {
                var mine = i % 2 == 0;
                var request = Given.Request("s3:GetObject", $"arn:aws:s3:::b/deep/{(mine ? "ann" : "bob")}/x", Context);
                Assert.Equal(mine, Authorizer.Decide(request, policies).IsAllowed);
            }
        })));
    }

    private static long Allocated(AccessRequest request, PolicySet policies)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            Authorizer.Decide(request, policies);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
