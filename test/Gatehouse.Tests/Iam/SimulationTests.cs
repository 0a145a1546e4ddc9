using Gatehouse.Operations.Iam;

namespace Gatehouse.Tests.Iam;

public sealed class SimulationTests : IamTest
{
    private const string Bucket = "arn:aws:s3:::bucket";

    [Fact]
    public async Task Every_action_is_tried_on_every_resource()
    {
        var said = await Done<SimulateCustomPolicy>(
            ("PolicyInputList", new[] { Policy("Allow", "s3:Get*", $"{Bucket}/*"), Policy("Deny", "s3:*", $"{Bucket}/secret/*") }),
            ("ActionNames", new[] { "s3:GetObject", "s3:PutObject" }), ("ResourceArns", new[] { $"{Bucket}/a", $"{Bucket}/secret/b" }));
        Assert.Equal(["allowed", "explicitDeny", "implicitDeny", "explicitDeny"], said.Texts("EvalDecision"));
        Assert.Equal(["s3:GetObject", "s3:GetObject", "s3:PutObject", "s3:PutObject"], said.Texts("EvalActionName"));
        Assert.Equal([$"{Bucket}/a", $"{Bucket}/secret/b", $"{Bucket}/a", $"{Bucket}/secret/b"], said.Texts("EvalResourceName"));
        Assert.Equal(["PolicyInputList.1", "PolicyInputList.1", "PolicyInputList.2", "PolicyInputList.2"], said.Texts("SourcePolicyId"));
        Assert.All(said.Texts("SourcePolicyType"), type => Assert.Equal("IAM Policy", type));
        Assert.Equal("1", said.Texts("Line")[0]);
    }

    [Fact]
    public async Task What_conditions_ask_for_is_given_or_told_to_be_missing()
    {
        var policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-central-1"}}}}""";
        var missing = await Done<SimulateCustomPolicy>(("PolicyInputList", new[] { policy }), ("ActionNames", new[] { "s3:GetObject" }));
        Assert.Equal(("implicitDeny", "*"), (missing.Text("EvalDecision"), missing.Text("EvalResourceName")));
        Assert.Equal(["aws:RequestedRegion"], missing.Members("MissingContextValues"));
        var given = await Done<SimulateCustomPolicy>(
            ("PolicyInputList", new[] { policy }), ("ActionNames", new[] { "s3:GetObject" }), ("ContextEntries.member.1.ContextKeyName", "aws:RequestedRegion"),
            ("ContextEntries.member.1.ContextKeyType", "string"), ("ContextEntries.member.1.ContextKeyValues.member.1", "eu-central-1"));
        Assert.Equal("allowed", given.Text("EvalDecision"));
    }

    [Fact]
    public async Task Bounds_and_policies_of_resources_have_their_say()
    {
        var bounded = await Done<SimulateCustomPolicy>(
            ("PolicyInputList", new[] { QueryWorld.AllowAll }), ("PermissionsBoundaryPolicyInputList", new[] { Policy("Allow", "s3:*", "*") }),
            ("ActionNames", new[] { "s3:GetObject", "sqs:SendMessage" }));
        Assert.Equal(["allowed", "implicitDeny"], bounded.Texts("EvalDecision"));
        Assert.Equal(["true", "false"], bounded.Texts("AllowedByPermissionsBoundary"));

        var ofResource = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/bob"},"Action":"s3:*","Resource":"*"}}""";
        Assert.Equal("allowed", (await Resource("arn:aws:iam::000000000000:user/bob")).Text("EvalDecision"));
        Assert.Equal("implicitDeny", (await Resource("arn:aws:iam::000000000000:user/eve")).Text("EvalDecision"));

        Task<System.Xml.Linq.XElement> Resource(string caller) => Done<SimulateCustomPolicy>(
            ("PolicyInputList", new[] { Policy("Allow", "sqs:*", "*") }), ("ResourcePolicy", ofResource), ("CallerArn", caller), ("ActionNames", new[] { "s3:GetObject" }),
            ("ResourceArns", new[] { $"{Bucket}/a" }));
    }

    [Fact]
    public async Task A_role_and_a_user_are_tried_with_what_they_have()
    {
        await Done<CreateRole>(("RoleName", "r"), ("AssumeRolePolicyDocument", QueryWorld.Trust));
        await Done<PutRolePolicy>(("RoleName", "r"), ("PolicyName", "own"), ("PolicyDocument", Policy("Allow", "s3:GetObject", "*")));
        await Done<AttachRolePolicy>(("RoleName", "r"), ("PolicyArn", "arn:aws:iam::aws:policy/AmazonCognitoReadOnly"));
        var said = await Try("arn:aws:iam::000000000000:role/r", "s3:GetObject", "cognito-idp:ListUsers", "iam:GetRole");
        Assert.Equal(["allowed", "allowed", "implicitDeny"], said.Texts("EvalDecision"));
        Assert.Equal(["own", "arn:aws:iam::aws:policy/AmazonCognitoReadOnly"], said.Texts("SourcePolicyId"));
        Assert.Equal(["role", "aws-managed"], said.Texts("SourcePolicyType"));

        await Done<CreateUser>(("UserName", "u"), ("PermissionsBoundary", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));
        await Done<PutUserPolicy>(("UserName", "u"), ("PolicyName", "own"), ("PolicyDocument", QueryWorld.AllowAll));
        Assert.Equal(["allowed", "implicitDeny"], (await Try("arn:aws:iam::000000000000:user/u", "s3:GetObject", "s3:PutObject")).Texts("EvalDecision"));
        Assert.Equal("NoSuchEntity: The role with name none cannot be found.", await Refused<SimulatePrincipalPolicy>(("PolicySourceArn", "arn:aws:iam::000000000000:role/none"), ("ActionNames", new[] { "a:b" })));
        Assert.StartsWith("InvalidInput: Invalid Entity Arn", await Refused<SimulatePrincipalPolicy>(("PolicySourceArn", "arn:aws:iam::000000000000:group/none"), ("ActionNames", new[] { "a:b" })));
    }

    [Fact]
    public async Task Results_come_in_pages_and_broken_policies_are_refused()
    {
        (string, object)[] asked = [("PolicyInputList", new[] { QueryWorld.AllowAll }), ("ActionNames", new[] { "s3:a", "s3:b", "s3:c" }), ("MaxItems", 2)];
        var first = await Done<SimulateCustomPolicy>(asked);
        Assert.Equal(["s3:a", "s3:b"], first.Texts("EvalActionName"));
        Assert.Equal(["s3:c"], (await Done<SimulateCustomPolicy>([.. asked, ("Marker", first.Text("Marker")!)])).Texts("EvalActionName"));
        foreach (var list in new[] { "PolicyInputList", "PermissionsBoundaryPolicyInputList" })
            Assert.StartsWith("InvalidInput: ", await Refused<SimulateCustomPolicy>(("ActionNames", new[] { "s3:a" }), (list, new[] { "{}" }), (list == "PolicyInputList" ? "Ignored" : "PolicyInputList", new[] { QueryWorld.AllowAll })));
    }

    private Task<System.Xml.Linq.XElement> Try(string arn, params string[] actions) => Done<SimulatePrincipalPolicy>(("PolicySourceArn", arn), ("ActionNames", actions));

    private static string Policy(string effect, string action, string resource) =>
        $$"""{"Version":"2012-10-17","Statement":{"Effect":"{{effect}}","Action":"{{action}}","Resource":"{{resource}}"} }""";
}
