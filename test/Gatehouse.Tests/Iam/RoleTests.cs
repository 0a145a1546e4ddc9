using Gatehouse.Identity;
using Gatehouse.Operations.Iam;

namespace Gatehouse.Tests.Iam;

public sealed class RoleTests : IamTest
{
    [Fact]
    public async Task A_role_is_made_with_what_it_is_given_and_shown_with_it()
    {
        var made = await Done<CreateRole>(
            ("RoleName", "Reader"), ("Path", "/app/"), ("AssumeRolePolicyDocument", QueryWorld.Trust), ("Description", "Reads"),
            ("MaxSessionDuration", 7200), ("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess"), ("Tags", new[] { ("team", "a") }));
        var shown = await Done<GetRole>(("RoleName", "Reader"));
        foreach (var xml in new[] { made, shown })
        {
            Assert.Equal("arn:aws:iam::000000000000:role/app/Reader", xml.Text("Arn"));
            Assert.Matches("^AROA[A-Z2-7]{16}$", xml.Text("RoleId")!);
            Assert.Equal(("/app/", "Reader", "Reads", "7200", "2026-09-01T09:08:07Z"), (xml.Text("Path"), xml.Text("RoleName"), xml.Text("Description"), xml.Text("MaxSessionDuration"), xml.Text("CreateDate")));
            Assert.Equal(("arn:aws:iam::aws:policy/ReadOnlyAccess", "PermissionsBoundaryPolicy"), (xml.Text("PermissionsBoundaryArn"), xml.Text("PermissionsBoundaryType")));
            Assert.Equal(QueryWorld.Trust, Uri.UnescapeDataString(xml.Text("AssumeRolePolicyDocument")!));
            Assert.DoesNotContain("{", xml.Text("AssumeRolePolicyDocument"));
            Assert.Equal(("team", "a"), (xml.Text("Key"), xml.Text("Value")));
        }
    }

    [Fact]
    public async Task A_role_that_is_told_nothing_has_what_is_usual()
    {
        var made = await Make("plain");
        Assert.Equal(("/", "3600", null, null, null), (made.Text("Path"), made.Text("MaxSessionDuration"), made.Text("Description"), made.Text("PermissionsBoundaryArn"), made.Text("Tags")));
    }

    [Fact]
    public async Task A_name_is_taken_in_whatever_case_and_found_in_its_own()
    {
        await Make("Reader");
        Assert.Equal("EntityAlreadyExists: Role with name READER already exists.", await Refused<CreateRole>(("RoleName", "READER"), ("AssumeRolePolicyDocument", QueryWorld.Trust)));
        Assert.Equal("NoSuchEntity: The role with name READER cannot be found.", await Refused<GetRole>(("RoleName", "READER")));
    }

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole"}}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}}""")]
    [InlineData("{}")]
    [InlineData("no policy")]
    public async Task Who_is_trusted_must_be_a_policy(string document)
    {
        Assert.StartsWith("MalformedPolicyDocument: ", await Refused<CreateRole>(("RoleName", "a"), ("AssumeRolePolicyDocument", document)));
        await Make("there");
        Assert.StartsWith("MalformedPolicyDocument: ", await Refused<UpdateAssumeRolePolicy>(("RoleName", "there"), ("PolicyDocument", document)));
        Assert.Equal(QueryWorld.Trust, Uri.UnescapeDataString((await Done<GetRole>(("RoleName", "there"))).Text("AssumeRolePolicyDocument")!));
    }

    [Fact]
    public async Task Who_is_trusted_can_be_said_anew_and_is_no_longer_than_it_may_be()
    {
        await Make("there");
        await Done<CreateUser>(("UserName", "ana"));
        var other = QueryWorld.Trust.Replace("root", "user/ana", StringComparison.Ordinal);
        await Done<UpdateAssumeRolePolicy>(("RoleName", "there"), ("PolicyDocument", other));
        Assert.Equal(other, Uri.UnescapeDataString((await Done<GetRole>(("RoleName", "there"))).Text("AssumeRolePolicyDocument")!));

        var sids = string.Join(',', Enumerable.Range(0, 50).Select(i => $$"""{"Sid":"s{{i}}","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/someone"},"Action":"sts:AssumeRole"}"""));
        Assert.Equal("LimitExceeded: Cannot exceed quota for ACLSizePerRole: 4096", await Refused<UpdateAssumeRolePolicy>(("RoleName", "there"), ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{{sids}}]}""")));
    }

    [Fact]
    public async Task A_bound_must_be_a_policy_that_is_there() =>
        Assert.StartsWith("InvalidInput: Policy ", await Refused<CreateRole>(
            ("RoleName", "a"), ("AssumeRolePolicyDocument", QueryWorld.Trust), ("PermissionsBoundary", "arn:aws:iam::000000000000:policy/none")));

    [Fact]
    public async Task A_role_changes_what_it_is_told()
    {
        await Make("a");
        await Done<UpdateRole>(("RoleName", "a"), ("Description", "One"));
        await Done<UpdateRole>(("RoleName", "a"), ("MaxSessionDuration", 43200));
        var shown = await Done<GetRole>(("RoleName", "a"));
        Assert.Equal(("One", "43200"), (shown.Text("Description"), shown.Text("MaxSessionDuration")));
        Assert.Equal("Two", (await Done<UpdateRoleDescription>(("RoleName", "a"), ("Description", "Two"))).Text("Description"));
    }

    [Fact]
    public async Task Policies_of_its_own_come_and_go_by_name()
    {
        await Make("a");
        foreach (var name in new[] { "two", "one", "three" })
            await Done<PutRolePolicy>(("RoleName", "a"), ("PolicyName", name), ("PolicyDocument", QueryWorld.AllowAll));
        var shown = await Done<GetRolePolicy>(("RoleName", "a"), ("PolicyName", "one"));
        Assert.Equal(("a", "one", QueryWorld.AllowAll), (shown.Text("RoleName"), shown.Text("PolicyName"), Uri.UnescapeDataString(shown.Text("PolicyDocument")!)));
        Assert.Equal(["one", "three", "two"], (await Done<ListRolePolicies>(("RoleName", "a"))).Members("PolicyNames"));

        await Done<DeleteRolePolicy>(("RoleName", "a"), ("PolicyName", "one"));
        Assert.Equal("NoSuchEntity: The role policy with name one cannot be found.", await Refused<GetRolePolicy>(("RoleName", "a"), ("PolicyName", "one")));
        Assert.Equal("NoSuchEntity: The role policy with name one cannot be found.", await Refused<DeleteRolePolicy>(("RoleName", "a"), ("PolicyName", "one")));
    }

    [Fact]
    public async Task Its_own_policies_have_a_size_together()
    {
        await Make("a");
        var resources = string.Join(',', Enumerable.Range(0, 250).Select(i => $"\"arn:aws:s3:::bucket-{i:D8}\""));
        var document = $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":[{{{resources}}}]}}""";
        await Done<PutRolePolicy>(("RoleName", "a"), ("PolicyName", "one"), ("PolicyDocument", document));
        Assert.Equal("LimitExceeded: Maximum policy size of 10240 bytes exceeded for role a", await Refused<PutRolePolicy>(("RoleName", "a"), ("PolicyName", "two"), ("PolicyDocument", document)));
        await Done<PutRolePolicy>(("RoleName", "a"), ("PolicyName", "one"), ("PolicyDocument", document));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}""")]
    public async Task A_policy_that_is_none_is_not_stored(string document)
    {
        await Make("a");
        Assert.StartsWith("MalformedPolicyDocument: ", await Refused<PutRolePolicy>(("RoleName", "a"), ("PolicyName", "p"), ("PolicyDocument", document)));
        Assert.Empty((await Done<ListRolePolicies>(("RoleName", "a"))).Members("PolicyNames"));
    }

    [Fact]
    public async Task Managed_policies_are_attached_listed_and_detached()
    {
        await Make("a");
        string[] arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonCognitoPowerUser"];
        foreach (var arn in arns.Append(arns[0]))
            await Done<AttachRolePolicy>(("RoleName", "a"), ("PolicyArn", arn));
        var listed = await Done<ListAttachedRolePolicies>(("RoleName", "a"));
        Assert.Equal(arns.Order(StringComparer.Ordinal), listed.Texts("PolicyArn"));
        Assert.Equal(["AmazonCognitoPowerUser", "ReadOnlyAccess"], listed.Texts("PolicyName"));
        Assert.Empty((await Done<ListAttachedRolePolicies>(("RoleName", "a"), ("PathPrefix", "/x/"))).Members("AttachedPolicies"));

        await Done<DetachRolePolicy>(("RoleName", "a"), ("PolicyArn", arns[0]));
        Assert.Equal($"NoSuchEntity: Policy {arns[0]} was not found.", await Refused<DetachRolePolicy>(("RoleName", "a"), ("PolicyArn", arns[0])));
        Assert.Equal("NoSuchEntity: Policy arn:aws:iam::aws:policy/None does not exist or is not attachable.", await Refused<AttachRolePolicy>(("RoleName", "a"), ("PolicyArn", "arn:aws:iam::aws:policy/None")));
    }

    [Fact]
    public async Task A_role_has_twenty_managed_policies_at_most()
    {
        await Make("a");
        for (var i = 0; i < Rights.MostAttached + 1; i++)
            await Done<CreatePolicy>(("PolicyName", $"p{i}"), ("PolicyDocument", QueryWorld.AllowAll));
        for (var i = 0; i < Rights.MostAttached; i++)
            await Done<AttachRolePolicy>(("RoleName", "a"), ("PolicyArn", $"arn:aws:iam::000000000000:policy/p{i}"));
        Assert.Equal("LimitExceeded: Cannot exceed quota for PoliciesPerRole: 20", await Refused<AttachRolePolicy>(("RoleName", "a"), ("PolicyArn", "arn:aws:iam::000000000000:policy/p20")));
    }

    [Fact]
    public async Task A_role_goes_when_it_has_nothing_any_more()
    {
        await Make("a");
        await Done<PutRolePolicy>(("RoleName", "a"), ("PolicyName", "p"), ("PolicyDocument", QueryWorld.AllowAll));
        await Done<AttachRolePolicy>(("RoleName", "a"), ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"));
        Assert.Equal("DeleteConflict: Cannot delete entity, must detach all policies first.", await Refused<DeleteRole>(("RoleName", "a")));
        await Done<DetachRolePolicy>(("RoleName", "a"), ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"));
        Assert.Equal("DeleteConflict: Cannot delete entity, must delete policies first.", await Refused<DeleteRole>(("RoleName", "a")));
        await Done<DeleteRolePolicy>(("RoleName", "a"), ("PolicyName", "p"));
        Assert.Empty((await Done<ListInstanceProfilesForRole>(("RoleName", "a"))).Members("InstanceProfiles"));
        await Done<DeleteRole>(("RoleName", "a"));
        Assert.Equal("NoSuchEntity: The role with name a cannot be found.", await Refused<DeleteRole>(("RoleName", "a")));
    }

    [Fact]
    public async Task Tags_have_keys_without_case_and_there_are_fifty()
    {
        await Make("a");
        await Done<TagRole>(("RoleName", "a"), ("Tags", new[] { ("b", "1"), ("a", "2") }));
        await Done<TagRole>(("RoleName", "a"), ("Tags", new[] { ("A", "3") }));
        var listed = await Done<ListRoleTags>(("RoleName", "a"));
        Assert.Equal(["A", "b"], listed.Texts("Key"));
        Assert.Equal(["3", "1"], listed.Texts("Value"));
        Assert.StartsWith("InvalidInput: Duplicate tag keys", await Refused<TagRole>(("RoleName", "a"), ("Tags", new[] { ("x", "1"), ("X", "2") })));
        Assert.StartsWith("InvalidInput: Tag keys beginning", await Refused<TagRole>(("RoleName", "a"), ("Tags", new[] { ("aws:x", "1") })));
        Assert.StartsWith("LimitExceeded: ", await Refused<TagRole>(("RoleName", "a"), ("Tags", Enumerable.Range(0, 49).Select(i => ($"k{i}", "v")).ToArray())));
        await Done<UntagRole>(("RoleName", "a"), ("TagKeys", new[] { "B", "none" }));
        Assert.Equal(["A"], (await Done<ListRoleTags>(("RoleName", "a"))).Texts("Key"));
    }

    [Fact]
    public async Task Roles_are_listed_page_by_page_below_a_path()
    {
        foreach (var i in Enumerable.Range(0, 7))
            await Done<CreateRole>(("RoleName", $"r{i}"), ("Path", i % 2 == 0 ? "/even/" : "/odd/"), ("AssumeRolePolicyDocument", QueryWorld.Trust), ("Tags", new[] { ("k", "v") }));
        var first = await Done<ListRoles>(("MaxItems", 3));
        Assert.Equal(["r0", "r1", "r2"], first.Texts("RoleName"));
        Assert.Equal("true", first.Text("IsTruncated"));
        Assert.Empty(first.Texts("Tags"));
        var second = await Done<ListRoles>(("MaxItems", 3), ("Marker", first.Text("Marker")!));
        var third = await Done<ListRoles>(("MaxItems", 3), ("Marker", second.Text("Marker")!));
        Assert.Equal(["r3", "r4", "r5"], second.Texts("RoleName"));
        Assert.Equal(["r6"], third.Texts("RoleName"));
        Assert.Equal(("false", null), (third.Text("IsTruncated"), third.Text("Marker")));
        Assert.Equal(["r1", "r3", "r5"], (await Done<ListRoles>(("PathPrefix", "/odd/"))).Texts("RoleName"));

        foreach (var wrong in new[] { first.Text("Marker") + "A", "AAAA", "!", "QUFBQUFBQUFBQUFBQUFBQUFBQUE" })
            Assert.Equal("ValidationError: Invalid Marker.", await Refused<ListRoles>(("Marker", wrong)));
        Assert.Equal("ValidationError: Invalid Marker.", await Refused<ListRoles>(("PathPrefix", "/odd/"), ("Marker", first.Text("Marker")!)));
    }

    [Fact]
    public async Task Of_what_is_not_there_everything_says_so()
    {
        string[] said =
        [
            await Refused<GetRole>(("RoleName", "x")), await Refused<UpdateRole>(("RoleName", "x")), await Refused<UpdateRoleDescription>(("RoleName", "x"), ("Description", "d")),
            await Refused<UpdateAssumeRolePolicy>(("RoleName", "x"), ("PolicyDocument", QueryWorld.Trust)), await Refused<TagRole>(("RoleName", "x"), ("Tags", new[] { ("a", "b") })),
            await Refused<UntagRole>(("RoleName", "x"), ("TagKeys", new[] { "a" })), await Refused<ListRoleTags>(("RoleName", "x")), await Refused<ListRolePolicies>(("RoleName", "x")),
            await Refused<GetRolePolicy>(("RoleName", "x"), ("PolicyName", "p")), await Refused<DeleteRolePolicy>(("RoleName", "x"), ("PolicyName", "p")),
            await Refused<PutRolePolicy>(("RoleName", "x"), ("PolicyName", "p"), ("PolicyDocument", QueryWorld.AllowAll)), await Refused<ListAttachedRolePolicies>(("RoleName", "x")),
            await Refused<AttachRolePolicy>(("RoleName", "x"), ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess")), await Refused<ListInstanceProfilesForRole>(("RoleName", "x")),
            await Refused<DetachRolePolicy>(("RoleName", "x"), ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess")),
        ];
        Assert.All(said, one => Assert.Equal("NoSuchEntity: The role with name x cannot be found.", one));
    }

    [Fact]
    public async Task Of_many_changes_at_once_none_is_lost()
    {
        await Make("a");
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
            Done<PutRolePolicy>(("RoleName", "a"), ("PolicyName", $"p{i:D2}"), ("PolicyDocument", QueryWorld.AllowAll)))));
        Assert.Equal(16, (await Done<ListRolePolicies>(("RoleName", "a"))).Members("PolicyNames").Length);
    }

    private Task<System.Xml.Linq.XElement> Make(string name) => Done<CreateRole>(("RoleName", name), ("AssumeRolePolicyDocument", QueryWorld.Trust));
}
