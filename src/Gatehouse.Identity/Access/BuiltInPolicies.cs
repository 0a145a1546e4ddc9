using System.Collections.Frozen;

namespace Gatehouse.Identity;

/// <summary>Managed policies that are there without being made, under the names and ARNs that people know from AWS.</summary>
/// <remarks>They say in their own words what is meant here; of services that are not here they say nothing but where they say everything.</remarks>
public static class BuiltInPolicies
{
    /// <summary>The account in their ARNs.</summary>
    public const string Account = "aws";

    /// <summary>What a guest of an identity pool may do at most, whatever their role allows.</summary>
    public const string GuestSession = "arn:aws:iam::aws:policy/AmazonCognitoUnAuthedIdentitiesSessionPolicy";

    private static readonly DateTimeOffset Since = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ManagedPolicy[] Policies =
    [
        Make(1, "AdministratorAccess", "Everything.", """[{"Effect":"Allow","Action":"*","Resource":"*"}]"""),
        Make(2, "PowerUserAccess", "Everything but access management.", """[{"Effect":"Allow","NotAction":["iam:*","organizations:*","account:*"],"Resource":"*"}]"""),
        Make(3, "ReadOnlyAccess", "Sees everything and changes nothing.", """[{"Effect":"Allow","Action":["cognito-idp:Describe*","cognito-idp:Get*","cognito-idp:List*","cognito-idp:AdminGet*","cognito-idp:AdminList*","cognito-identity:Describe*","cognito-identity:Get*","cognito-identity:List*","cognito-identity:Lookup*","iam:Get*","iam:List*","iam:Simulate*","sts:Get*","s3:Get*","s3:List*"],"Resource":"*"}]"""),
        Make(4, "IAMFullAccess", "Access management whole.", """[{"Effect":"Allow","Action":["iam:*"],"Resource":"*"}]"""),
        Make(5, "IAMReadOnlyAccess", "Sees access management.", """[{"Effect":"Allow","Action":["iam:Get*","iam:List*","iam:Simulate*"],"Resource":"*"}]"""),
        Make(6, "AmazonCognitoPowerUser", "User pools and identity pools whole.", """[{"Effect":"Allow","Action":["cognito-identity:*","cognito-idp:*","cognito-sync:*","iam:ListRoles","iam:ListOpenIdConnectProviders","iam:GetRole","iam:ListSAMLProviders","iam:GetSAMLProvider"],"Resource":"*"}]"""),
        Make(7, "AmazonCognitoReadOnly", "Sees user pools and identity pools.", """[{"Effect":"Allow","Action":["cognito-identity:Describe*","cognito-identity:Get*","cognito-identity:List*","cognito-idp:Describe*","cognito-idp:AdminGet*","cognito-idp:AdminList*","cognito-idp:List*","cognito-idp:Get*","iam:ListOpenIdConnectProviders","iam:ListRoles"],"Resource":"*"}]"""),
        Make(8, "AmazonCognitoDeveloperAuthenticatedIdentities", "What a program needs that signs its own people in.", """[{"Effect":"Allow","Action":["cognito-identity:GetOpenIdTokenForDeveloperIdentity","cognito-identity:LookupDeveloperIdentity","cognito-identity:MergeDeveloperIdentities","cognito-identity:UnlinkDeveloperIdentity"],"Resource":"*"}]"""),
        Make(9, "AmazonCognitoUnAuthenticatedIdentities", "What guests need to have an identity.", """[{"Effect":"Allow","Action":["cognito-identity:GetCredentialsForIdentity"],"Resource":"*"}]"""),
        Make(10, "AmazonCognitoUnAuthedIdentitiesSessionPolicy", "What a guest may do at most.", """[{"Effect":"Allow","Action":["cognito-identity:*","cognito-sync:*","execute-api:*","firehose:*","geo:*","iot:*","kinesis:*","lambda:InvokeFunction","lex:*","logs:*","mobileanalytics:*","mobiletargeting:*","personalize:*","polly:*","rekognition:*","rum:PutRumEvents","s3:*","sdb:*","ses:*","sns:*","sqs:*","translate:*"],"Resource":"*"}]"""),
        Make(11, "AmazonS3FullAccess", "Objects and buckets whole.", """[{"Effect":"Allow","Action":["s3:*","s3-object-lambda:*"],"Resource":"*"}]"""),
        Make(12, "AmazonS3ReadOnlyAccess", "Sees objects and buckets.", """[{"Effect":"Allow","Action":["s3:Get*","s3:List*","s3:Describe*"],"Resource":"*"}]"""),
    ];

    private static readonly FrozenDictionary<string, ManagedPolicy> ByArn = Policies.ToFrozenDictionary(policy => policy.ArnIn(Account));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ManagedPolicy> All => Policies;

    /// <summary>The policy of an ARN; null when none of them has it.</summary>
    public static ManagedPolicy? Find(string arn) => ByArn.GetValueOrDefault(arn);

    /// <summary>Whether a policy is one of them.</summary>
    public static bool Has(ManagedPolicy policy) => Policies.Any(one => ReferenceEquals(one, policy));

    private static ManagedPolicy Make(int number, string name, string description, string statements) => new(name, "/", $"ANPAGATEHOUSEBUILT{number:D2}", Since)
    {
        Description = description,
        Versions = [new(1, $$"""{"Version":"2012-10-17","Statement":{{statements}}}""", Since)],
    };
}
