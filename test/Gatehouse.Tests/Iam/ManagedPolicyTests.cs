using Gatehouse.Identity;
using Gatehouse.Operations.Iam;

namespace Gatehouse.Tests.Iam;

public sealed class ManagedPolicyTests : IamTest
{
    private const string Arn = "arn:aws:iam::000000000000:policy/app/p";
    private const string BuiltIn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private const string DenyAll = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}""";

    [Fact]
    public async Task A_policy_is_made_and_shown()
    {
        foreach (var xml in new[] { await Make(), await Done<GetPolicy>(("PolicyArn", Arn)) })
        {
            Assert.Equal((Arn, "p", "/app/", "v1", "Lets", "0", "0", "true"), (
                xml.Text("Arn"), xml.Text("PolicyName"), xml.Text("Path"), xml.Text("DefaultVersionId"), xml.Text("Description"), xml.Text("AttachmentCount"),
                xml.Text("PermissionsBoundaryUsageCount"), xml.Text("IsAttachable")));
            Assert.Matches("^ANPA[A-Z2-7]{16}$", xml.Text("PolicyId")!);
        }

        Assert.Equal("EntityAlreadyExists: A policy called P already exists. Duplicate names are not allowed.", await Refused<CreatePolicy>(("PolicyName", "P"), ("PolicyDocument", DenyAll)));
        Assert.StartsWith("MalformedPolicyDocument: ", await Refused<CreatePolicy>(("PolicyName", "q"), ("PolicyDocument", "{}")));
        var large = QueryWorld.AllowAll.Replace("\"*\",\"Resource\"", $"\"s3:{new string('a', 6200)}\",\"Resource\"", StringComparison.Ordinal);
        Assert.Equal("LimitExceeded: Cannot exceed quota for PolicySize: 6144", await Refused<CreatePolicy>(("PolicyName", "q"), ("PolicyDocument", large)));
    }

    [Fact]
    public async Task A_new_version_counts_when_it_is_told_to()
    {
        await Make();
        World.World.Wait(TimeSpan.FromMinutes(1));
        var second = await Done<CreatePolicyVersion>(("PolicyArn", Arn), ("PolicyDocument", DenyAll));
        Assert.Equal(("v2", "false", null), (second.Text("VersionId"), second.Text("IsDefaultVersion"), second.Text("Document")));
        Assert.Equal(QueryWorld.AllowAll, (await World.World.Get<ManagedPolicies>().Find(Arn, default))!.Document);

        await Done<SetDefaultPolicyVersion>(("PolicyArn", Arn), ("VersionId", "v2"));
        Assert.Equal(DenyAll, (await World.World.Get<ManagedPolicies>().Find(Arn, default))!.Document);
        Assert.Equal(("v2", "2026-09-01T09:09:07Z"), ((await Done<GetPolicy>(("PolicyArn", Arn))).Text("DefaultVersionId"), (await Done<GetPolicy>(("PolicyArn", Arn))).Text("UpdateDate")));
        Assert.Equal("true", (await Done<CreatePolicyVersion>(("PolicyArn", Arn), ("PolicyDocument", QueryWorld.AllowAll), ("SetAsDefault", "true"))).Text("IsDefaultVersion"));
        Assert.Equal(["v3", "v2", "v1"], (await Done<ListPolicyVersions>(("PolicyArn", Arn))).Texts("VersionId"));
        Assert.Equal(DenyAll, Uri.UnescapeDataString((await Done<GetPolicyVersion>(("PolicyArn", Arn), ("VersionId", "v2"))).Text("Document")!));
    }

    [Fact]
    public async Task A_policy_has_five_versions_and_a_number_is_never_used_again()
    {
        await Make();
        for (var i = 2; i <= ManagedPolicy.MostVersions; i++)
            await Done<CreatePolicyVersion>(("PolicyArn", Arn), ("PolicyDocument", DenyAll));
        Assert.StartsWith("LimitExceeded: A managed policy can have up to 5 versions.", await Refused<CreatePolicyVersion>(("PolicyArn", Arn), ("PolicyDocument", DenyAll)));
        Assert.Equal("DeleteConflict: Cannot delete the default version of a policy.", await Refused<DeletePolicyVersion>(("PolicyArn", Arn), ("VersionId", "v1")));
        await Done<DeletePolicyVersion>(("PolicyArn", Arn), ("VersionId", "v5"));
        Assert.Equal("v6", (await Done<CreatePolicyVersion>(("PolicyArn", Arn), ("PolicyDocument", DenyAll))).Text("VersionId"));
        Assert.Equal($"NoSuchEntity: Policy {Arn} version v5 does not exist or is not attachable.", await Refused<GetPolicyVersion>(("PolicyArn", Arn), ("VersionId", "v5")));
        Assert.Equal($"NoSuchEntity: Policy {Arn} version v5 does not exist or is not attachable.", await Refused<SetDefaultPolicyVersion>(("PolicyArn", Arn), ("VersionId", "v5")));
        Assert.Equal($"NoSuchEntity: Policy {Arn} version v5 does not exist or is not attachable.", await Refused<DeletePolicyVersion>(("PolicyArn", Arn), ("VersionId", "v5")));
        Assert.StartsWith("MalformedPolicyDocument: ", await Refused<CreatePolicyVersion>(("PolicyArn", Arn), ("PolicyDocument", "{}")));
    }

    [Fact]
    public async Task A_policy_that_somebody_has_stays()
    {
        await Make();
        await Done<CreateRole>(("RoleName", "r"), ("AssumeRolePolicyDocument", QueryWorld.Trust));
        await Done<CreateUser>(("UserName", "u"), ("PermissionsBoundary", Arn));
        await Done<AttachRolePolicy>(("RoleName", "r"), ("PolicyArn", Arn));
        Assert.Equal("DeleteConflict: Cannot delete a policy attached to entities.", await Refused<DeletePolicy>(("PolicyArn", Arn)));
        var shown = await Done<GetPolicy>(("PolicyArn", Arn));
        Assert.Equal(("1", "1"), (shown.Text("AttachmentCount"), shown.Text("PermissionsBoundaryUsageCount")));

        var entities = await Done<ListEntitiesForPolicy>(("PolicyArn", Arn));
        Assert.Equal(("r", "u"), (entities.Text("RoleName"), entities.Text("UserName")));
        Assert.Null((await Done<ListEntitiesForPolicy>(("PolicyArn", Arn), ("EntityFilter", "Role"))).Text("UserName"));
        Assert.Null((await Done<ListEntitiesForPolicy>(("PolicyArn", Arn), ("PolicyUsageFilter", "PermissionsBoundary"))).Text("RoleName"));

        await Done<DetachRolePolicy>(("RoleName", "r"), ("PolicyArn", Arn));
        await Done<DeleteUser>(("UserName", "u"));
        await Done<CreatePolicyVersion>(("PolicyArn", Arn), ("PolicyDocument", DenyAll));
        Assert.StartsWith("DeleteConflict: This policy has more than one version.", await Refused<DeletePolicy>(("PolicyArn", Arn)));
        await Done<DeletePolicyVersion>(("PolicyArn", Arn), ("VersionId", "v2"));
        await Done<DeletePolicy>(("PolicyArn", Arn));
        Assert.Equal($"NoSuchEntity: Policy {Arn} was not found.", await Refused<GetPolicy>(("PolicyArn", Arn)));
        Assert.Equal($"NoSuchEntity: Policy {Arn} was not found.", await Refused<DeletePolicy>(("PolicyArn", Arn)));
    }

    [Fact]
    public async Task Built_in_policies_are_there_and_stay_as_they_are()
    {
        Assert.Equal(BuiltIn, (await Done<GetPolicy>(("PolicyArn", BuiltIn))).Text("Arn"));
        Assert.Contains("cognito-idp:Describe", Uri.UnescapeDataString((await Done<GetPolicyVersion>(("PolicyArn", BuiltIn), ("VersionId", "v1"))).Text("Document")!));
        string[] said =
        [
            await Refused<DeletePolicy>(("PolicyArn", BuiltIn)), await Refused<TagPolicy>(("PolicyArn", BuiltIn), ("Tags", new[] { ("a", "b") })),
            await Refused<CreatePolicyVersion>(("PolicyArn", BuiltIn), ("PolicyDocument", DenyAll)),
        ];
        Assert.All(said, one => Assert.StartsWith("AccessDenied: ", one));
        Assert.All(BuiltInPolicies.All, policy => Assert.True(Gatehouse.Access.Policies.Policy.TryRead(policy.Document, Gatehouse.Access.Policies.PolicyKind.Managed, out _, out var reason), reason));
        Assert.Equal("InvalidInput: ARN arn:aws:s3:::bucket/policy is not valid.", await Refused<GetPolicy>(("PolicyArn", "arn:aws:s3:::bucket/policy")));
    }

    [Fact]
    public async Task Policies_are_listed_by_scope_path_and_use()
    {
        await Make();
        await Done<CreatePolicy>(("PolicyName", "q"), ("PolicyDocument", DenyAll));
        await Done<CreateUser>(("UserName", "u"), ("PermissionsBoundary", Arn));
        await Done<AttachUserPolicy>(("UserName", "u"), ("PolicyArn", BuiltIn));
        Assert.Equal(["p", "q"], (await Done<ListPolicies>(("Scope", "Local"))).Texts("PolicyName"));
        Assert.Equal(BuiltInPolicies.All.Count, (await Done<ListPolicies>(("Scope", "AWS"))).Texts("PolicyName").Length);
        Assert.Equal(BuiltInPolicies.All.Count + 2, (await Done<ListPolicies>()).Texts("PolicyName").Length);
        Assert.Equal(["p"], (await Done<ListPolicies>(("PathPrefix", "/app/"))).Texts("PolicyName"));
        Assert.Equal(["p", "ReadOnlyAccess"], (await Done<ListPolicies>(("OnlyAttached", "true"))).Texts("PolicyName"));
        Assert.Equal(["p"], (await Done<ListPolicies>(("PolicyUsageFilter", "PermissionsBoundary"))).Texts("PolicyName"));
        var page = await Done<ListPolicies>(("Scope", "Local"), ("MaxItems", 1));
        Assert.Equal(["q"], (await Done<ListPolicies>(("Scope", "Local"), ("MaxItems", 1), ("Marker", page.Text("Marker")!))).Texts("PolicyName"));
    }

    [Fact]
    public async Task Policies_have_tags()
    {
        await Make();
        await Done<TagPolicy>(("PolicyArn", Arn), ("Tags", new[] { ("a", "1"), ("b", "2") }));
        await Done<UntagPolicy>(("PolicyArn", Arn), ("TagKeys", new[] { "a" }));
        Assert.Equal(["b"], (await Done<ListPolicyTags>(("PolicyArn", Arn))).Texts("Key"));
    }

    private Task<System.Xml.Linq.XElement> Make() =>
        Done<CreatePolicy>(("PolicyName", "p"), ("Path", "/app/"), ("PolicyDocument", QueryWorld.AllowAll), ("Description", "Lets"));
}
