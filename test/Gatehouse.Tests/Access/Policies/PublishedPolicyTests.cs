using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

/// <summary>Policies as people write them, after the examples of the IAM user's guide.</summary>
public sealed class PublishedPolicyTests
{
    private const string HomeDirectories =
        """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":["s3:ListAllMyBuckets","s3:GetBucketLocation"],"Resource":"arn:aws:s3:::*"},
          {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::company","Condition":{"StringLike":{"s3:prefix":["","home/","home/${aws:username}/*"]}}},
          {"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::company/home/${aws:username}","arn:aws:s3:::company/home/${aws:username}/*"]}]}
        """;

    private const string PoolIdentities =
        """
        {"Version":"2012-10-17","Statement":[
          {"Sid":"ListYourObjects","Effect":"Allow","Action":"s3:ListBucket","Resource":["arn:aws:s3:::bucket"],
           "Condition":{"StringLike":{"s3:prefix":["cognito/app/${cognito-identity.amazonaws.com:sub}/*"]}}},
          {"Sid":"ReadWriteDeleteYourObjects","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject"],
           "Resource":["arn:aws:s3:::bucket/cognito/app/${cognito-identity.amazonaws.com:sub}","arn:aws:s3:::bucket/cognito/app/${cognito-identity.amazonaws.com:sub}/*"]}]}
        """;

    private const string SecondFactor =
        """
        {"Version":"2012-10-17","Statement":[
          {"Sid":"AllowAll","Effect":"Allow","Action":["iam:*","s3:*"],"Resource":"*"},
          {"Sid":"DenyAllExceptListedIfNoMFA","Effect":"Deny","NotAction":["iam:CreateVirtualMFADevice","iam:EnableMFADevice","iam:GetUser","sts:GetSessionToken"],
           "Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}]}
        """;

    private const string Tags =
        """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":["ec2:StartInstances","ec2:StopInstances"],"Resource":"*",
           "Condition":{"StringEquals":{"aws:ResourceTag/Owner":"${aws:PrincipalTag/Name}","ec2:ResourceTag/Stage":["test","dev"]}}},
          {"Effect":"Allow","Action":"ec2:CreateTags","Resource":"*",
           "Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["Owner","Stage"]},"Null":{"aws:TagKeys":"false"}}}]}
        """;

    private const string Network =
        """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"*","Resource":"*"},
          {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":["192.0.2.0/24","203.0.113.0/24"]},"Bool":{"aws:ViaAWSService":"false"}}},
          {"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}},
          {"Effect":"Deny","NotAction":["iam:*","sts:*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-central-1","eu-west-1"]}}}]}
        """;

    private const string Times =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"svc:Do","Resource":"*",
          "Condition":{"DateGreaterThan":{"aws:CurrentTime":"2020-04-01T00:00:00Z"},"DateLessThan":{"aws:CurrentTime":"2020-06-30T23:59:59Z"}}}}
        """;

    private static readonly Dictionary<string, Policy> Policies = new(StringComparer.Ordinal)
    {
        ["home"] = Given.Policy(HomeDirectories, PolicyKind.Managed),
        ["pool"] = Given.Policy(PoolIdentities, PolicyKind.Managed),
        ["mfa"] = Given.Policy(SecondFactor, PolicyKind.Managed),
        ["tags"] = Given.Policy(Tags, PolicyKind.Managed),
        ["network"] = Given.Policy(Network, PolicyKind.Managed),
        ["times"] = Given.Policy(Times, PolicyKind.Managed),
    };

    // policy | action | resource | keys of the request | verdict | rule
    public static TheoryData<string[]> Requests => Table.Of(
        """
        home | s3:ListAllMyBuckets | arn:aws:s3:::* | aws:username=ann | Allowed | Everybody sees the buckets.
        home | s3:ListBucket | arn:aws:s3:::company | aws:username=ann; s3:prefix= | Allowed | And the top of this one.
        home | s3:ListBucket | arn:aws:s3:::company | aws:username=ann; s3:prefix=home/ann/photos | Allowed | And what is ann's.
        home | s3:ListBucket | arn:aws:s3:::company | aws:username=ann; s3:prefix=home/bob/photos | ImplicitDeny | Not what is bob's.
        home | s3:ListBucket | arn:aws:s3:::company | aws:username=ann | ImplicitDeny | Nor everything at once.
        home | s3:PutObject | arn:aws:s3:::company/home/ann/x | aws:username=ann | Allowed | Ann writes into her own.
        home | s3:PutObject | arn:aws:s3:::company/home/bob/x | aws:username=ann | ImplicitDeny | Not into bob's.
        home | s3:PutObject | arn:aws:s3:::company/home/bob/x | aws:username=* | ImplicitDeny | Nor does who calls himself an asterisk.
        home | s3:PutObject | arn:aws:s3:::company/home//x | aws:userid=AROA:s | ImplicitDeny | Nor does a session, which has no user's name.
        home | s3:DeleteBucket | arn:aws:s3:::company | aws:username=ann | ImplicitDeny | Nobody deletes the bucket.
        pool | s3:GetObject | arn:aws:s3:::bucket/cognito/app/eu-1:abc/x | cognito-identity.amazonaws.com:sub=eu-1:abc | Allowed | An identity has its own folder.
        pool | s3:GetObject | arn:aws:s3:::bucket/cognito/app/eu-1:abc | cognito-identity.amazonaws.com:sub=eu-1:abc | Allowed | And an object of its name.
        pool | s3:GetObject | arn:aws:s3:::bucket/cognito/app/eu-1:def/x | cognito-identity.amazonaws.com:sub=eu-1:abc | ImplicitDeny | And no other.
        pool | s3:GetObject | arn:aws:s3:::bucket/cognito/app/eu-1:abc/x | - | ImplicitDeny | Who is no identity has none.
        pool | s3:ListBucket | arn:aws:s3:::bucket | cognito-identity.amazonaws.com:sub=eu-1:abc; s3:prefix=cognito/app/eu-1:abc/ | Allowed | It lists its own.
        pool | s3:ListBucket | arn:aws:s3:::bucket | cognito-identity.amazonaws.com:sub=eu-1:abc; s3:prefix=cognito/app/ | ImplicitDeny | And not everybody's.
        pool | s3:GetBucketAcl | arn:aws:s3:::bucket | cognito-identity.amazonaws.com:sub=eu-1:abc | ImplicitDeny | Other actions are other actions.
        mfa | s3:GetObject | arn:aws:s3:::b/x | aws:MultiFactorAuthPresent=true | Allowed | With a second factor everything goes.
        mfa | s3:GetObject | arn:aws:s3:::b/x | aws:MultiFactorAuthPresent=false | ExplicitDeny | Without it next to nothing.
        mfa | s3:GetObject | arn:aws:s3:::b/x | - | ExplicitDeny | Also where the key is absent.
        mfa | iam:EnableMFADevice | arn:aws:iam::123456789012:mfa/ann | aws:MultiFactorAuthPresent=false | Allowed | But to get one.
        mfa | sts:GetSessionToken | * | - | ImplicitDeny | What is spared a denial is not allowed by it.
        tags | ec2:StartInstances | arn:aws:ec2:eu-west-1:123456789012:instance/i | aws:ResourceTag/Owner=ann; aws:PrincipalTag/Name=ann; ec2:ResourceTag/Stage=dev | Allowed | One starts what is one's own.
        tags | ec2:StartInstances | arn:aws:ec2:eu-west-1:123456789012:instance/i | aws:ResourceTag/Owner=bob; aws:PrincipalTag/Name=ann; ec2:ResourceTag/Stage=dev | ImplicitDeny | Not what is another's.
        tags | ec2:StartInstances | arn:aws:ec2:eu-west-1:123456789012:instance/i | aws:ResourceTag/Owner=ann; aws:PrincipalTag/Name=ann; ec2:ResourceTag/Stage=prod | ImplicitDeny | Nor what is in use.
        tags | ec2:StartInstances | arn:aws:ec2:eu-west-1:123456789012:instance/i | aws:ResourceTag/Owner=; ec2:ResourceTag/Stage=dev | ImplicitDeny | Nor without a name what has no owner.
        tags | ec2:StartInstances | arn:aws:ec2:eu-west-1:123456789012:instance/i | AWS:resourcetag/owner=ann; aws:principalTAG/name=ann; EC2:ResourceTag/stage=test | Allowed | Names of tags have no case in keys.
        tags | ec2:CreateTags | arn:aws:ec2:eu-west-1:123456789012:instance/i | aws:TagKeys=Owner+Stage | Allowed | These tags may be set.
        tags | ec2:CreateTags | arn:aws:ec2:eu-west-1:123456789012:instance/i | aws:TagKeys=Owner+Cost | ImplicitDeny | And no others.
        tags | ec2:CreateTags | arn:aws:ec2:eu-west-1:123456789012:instance/i | - | ImplicitDeny | And none is not some.
        network | s3:GetObject | arn:aws:s3:::b/x | aws:SourceIp=192.0.2.7; aws:ViaAWSService=false; aws:SecureTransport=true; aws:RequestedRegion=eu-west-1 | Allowed | From within, safely, here.
        network | s3:GetObject | arn:aws:s3:::b/x | aws:SourceIp=198.51.100.7; aws:ViaAWSService=false; aws:SecureTransport=true; aws:RequestedRegion=eu-west-1 | ExplicitDeny | Not from outside.
        network | s3:GetObject | arn:aws:s3:::b/x | aws:SourceIp=198.51.100.7; aws:ViaAWSService=true; aws:SecureTransport=true; aws:RequestedRegion=eu-west-1 | Allowed | Unless a service asks for somebody.
        network | s3:GetObject | arn:aws:s3:::b/x | aws:SourceIp=192.0.2.7; aws:ViaAWSService=false; aws:SecureTransport=false; aws:RequestedRegion=eu-west-1 | ExplicitDeny | Not in the clear.
        network | s3:GetObject | arn:aws:s3:::b/x | aws:SourceIp=192.0.2.7; aws:ViaAWSService=false; aws:SecureTransport=true; aws:RequestedRegion=us-east-1 | ExplicitDeny | Not elsewhere.
        network | iam:GetUser | arn:aws:iam::123456789012:user/ann | aws:SourceIp=192.0.2.7; aws:ViaAWSService=false; aws:RequestedRegion=us-east-1 | Allowed | But what is everywhere.
        network | s3:GetObject | arn:aws:s3:::b/x | aws:ViaAWSService=false; aws:SecureTransport=true; aws:RequestedRegion=eu-west-1 | ExplicitDeny | Who has no address is not within.
        times | svc:Do | * | aws:CurrentTime=2020-05-01T00:00:00Z | Allowed | Within the time.
        times | svc:Do | * | aws:CurrentTime=2020-03-31T23:59:59Z | ImplicitDeny | Not before.
        times | svc:Do | * | aws:CurrentTime=2020-06-30T23:59:59Z | ImplicitDeny | Nor after.
        """);

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_published_policy_does_what_its_page_says(string[] row)
    {
        var context = new RequestContext();
        foreach (var pair in row[3].Split(';', StringSplitOptions.TrimEntries).Where(pair => pair != "-").Select(pair => pair.Split('=', 2)))
            context.Add(pair[0], pair[1].Contains('+', StringComparison.Ordinal) ? pair[1].Split('+') : [pair[1]]);

        Assert.Equal(row[4], Given.Identity(Policies[row[0]]).Verdict(Given.Request(row[1], row[2], context)).ToString());
    }
}
