using Gatehouse.Access;
using Gatehouse.Identity;
using Gatehouse.Operations.Iam;

namespace Gatehouse.Tests.Iam;

public sealed class UserTests : IamTest
{
    [Fact]
    public async Task A_user_is_made_and_shown()
    {
        foreach (var xml in new[] { await Done<CreateUser>(("UserName", "ana"), ("Path", "/ops/"), ("Tags", new[] { ("k", "v") }), ("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess")), await Done<GetUser>(("UserName", "ana")) })
        {
            Assert.Equal(("arn:aws:iam::000000000000:user/ops/ana", "ana", "/ops/"), (xml.Text("Arn"), xml.Text("UserName"), xml.Text("Path")));
            Assert.Matches("^AIDA[A-Z2-7]{16}$", xml.Text("UserId")!);
            Assert.Equal(("k", "v", "arn:aws:iam::aws:policy/ReadOnlyAccess"), (xml.Text("Key"), xml.Text("Value"), xml.Text("PermissionsBoundaryArn")));
        }

        Assert.Equal("EntityAlreadyExists: User with name ANA already exists.", await Refused<CreateUser>(("UserName", "ANA")));
        Assert.StartsWith("NoSuchEntity: Policy ", await Refused<CreateUser>(("UserName", "bob"), ("PermissionsBoundary", "arn:aws:iam::aws:policy/None")));
        Assert.Equal(["ana"], (await Done<ListUsers>()).Texts("UserName"));
        Assert.Empty((await Done<ListUsers>(("PathPrefix", "/x"))).Members("Users"));
    }

    [Fact]
    public async Task A_key_is_shown_once_and_signs_from_then_on()
    {
        await Done<CreateUser>(("UserName", "ana"));
        var made = await Done<CreateAccessKey>(("UserName", "ana"));
        var (id, secret) = (made.Text("AccessKeyId")!, made.Text("SecretAccessKey")!);
        Assert.Matches("^AKIA[A-Z2-7]{16}$", id);
        Assert.Equal(("ana", "Active", 40), (made.Text("UserName"), made.Text("Status"), secret.Length));
        Assert.DoesNotContain(secret, (await Done<ListAccessKeys>(("UserName", "ana"))).ToString());

        var key = (await Key(id))!;
        Assert.Equal((secret, "arn:aws:iam::000000000000:user/ana", null), (key.Secret, key.Principal.Arn, key.Expires));
        Assert.Null(await Key(id, "token"));
        Assert.Null(await Key(id.ToLowerInvariant()));
    }

    [Fact]
    public async Task A_key_that_is_off_or_gone_signs_no_more()
    {
        await Done<CreateUser>(("UserName", "ana"));
        var id = (await Done<CreateAccessKey>(("UserName", "ana"))).Text("AccessKeyId")!;
        await Done<UpdateAccessKey>(("UserName", "ana"), ("AccessKeyId", id), ("Status", "Inactive"));
        Assert.Null(await Key(id));
        Assert.Equal("Inactive", (await Done<ListAccessKeys>(("UserName", "ana"))).Text("Status"));
        await Done<UpdateAccessKey>(("UserName", "ana"), ("AccessKeyId", id), ("Status", "Active"));
        Assert.NotNull(await Key(id));
        Assert.StartsWith("InvalidInput: ", await Refused<UpdateAccessKey>(("UserName", "ana"), ("AccessKeyId", id), ("Status", "Expired")));

        Assert.Equal("DeleteConflict: Cannot delete entity, must delete access keys first.", await Refused<DeleteUser>(("UserName", "ana")));
        await Done<DeleteAccessKey>(("UserName", "ana"), ("AccessKeyId", id));
        Assert.Null(await Key(id));
        Assert.Equal($"NoSuchEntity: The Access Key with id {id} cannot be found.", await Refused<DeleteAccessKey>(("UserName", "ana"), ("AccessKeyId", id)));
        await Done<DeleteUser>(("UserName", "ana"));
        Assert.Equal("NoSuchEntity: The user with name ana cannot be found.", await Refused<GetUser>(("UserName", "ana")));
    }

    [Fact]
    public async Task A_user_has_two_keys_at_most_even_when_many_are_made_at_once()
    {
        await Done<CreateUser>(("UserName", "ana"));
        var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => World.Ask<CreateAccessKey>(("UserName", "ana")))));
        Assert.Equal(IamUser.MostKeys, made.Count(one => one.Refusal is null));
        Assert.All(made.Where(one => one.Refusal is not null), one => Assert.Equal("LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2", one.Refusal));
        Assert.Equal(2, (await Done<ListAccessKeys>(("UserName", "ana"))).Texts("AccessKeyId").Length);
    }

    [Fact]
    public async Task When_a_key_was_used_is_known_to_the_hour()
    {
        await Done<CreateUser>(("UserName", "ana"));
        var id = (await Done<CreateAccessKey>(("UserName", "ana"))).Text("AccessKeyId")!;
        var never = await Done<GetAccessKeyLastUsed>(("AccessKeyId", id));
        Assert.Equal(("ana", "N/A", "N/A", null), (never.Text("UserName"), never.Text("ServiceName"), never.Text("Region"), never.Text("LastUsedDate")));

        var uses = World.World.Get<KeyUses>();
        await uses.Note(id, "cognito-idp", "eu-central-1", default);
        World.World.Wait(TimeSpan.FromMinutes(10));
        await uses.Note(id, "iam", "us-east-1", default);
        var used = await Done<GetAccessKeyLastUsed>(("AccessKeyId", id));
        Assert.Equal(("cognito-idp", "eu-central-1", "2026-09-01T09:08:07Z"), (used.Text("ServiceName"), used.Text("Region"), used.Text("LastUsedDate")));

        World.World.Wait(TimeSpan.FromHours(1));
        await uses.Note(id, "iam", "us-east-1", default);
        Assert.Equal("iam", (await Done<GetAccessKeyLastUsed>(("AccessKeyId", id))).Text("ServiceName"));
        Assert.StartsWith("AccessDenied: ", await Refused<GetAccessKeyLastUsed>(("AccessKeyId", "AKIANOBODYSKEYATALL1")));
    }

    [Fact]
    public async Task Who_names_nobody_means_themselves()
    {
        await Done<CreateUser>(("UserName", "ana"));
        await Done<PutUserPolicy>(("UserName", "ana"), ("PolicyName", "all"), ("PolicyDocument", QueryWorld.AllowAll));
        Assert.Equal("ValidationError: Must specify userName when calling with non-User credentials", await Refused<GetUser>());
        var user = (await World.World.Get<IParts<IamUser>>().Find("", "", "ana", default))!;
        World.World.Caller = new UserPrincipal(QueryWorld.Account, user.Path, user.Name, user.Id);
        Assert.Equal("ana", (await Done<GetUser>()).Text("UserName"));
        var id = (await Done<CreateAccessKey>()).Text("AccessKeyId")!;
        Assert.Equal(id, (await Done<ListAccessKeys>()).Text("AccessKeyId"));
        await Done<UpdateAccessKey>(("AccessKeyId", id), ("Status", "Inactive"));
        await Done<DeleteAccessKey>(("AccessKeyId", id));
    }

    [Fact]
    public async Task Policies_come_and_go_as_with_roles()
    {
        await Done<CreateUser>(("UserName", "ana"));
        await Done<PutUserPolicy>(("UserName", "ana"), ("PolicyName", "p"), ("PolicyDocument", QueryWorld.AllowAll));
        await Done<AttachUserPolicy>(("UserName", "ana"), ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"));
        Assert.Equal(QueryWorld.AllowAll, Uri.UnescapeDataString((await Done<GetUserPolicy>(("UserName", "ana"), ("PolicyName", "p"))).Text("PolicyDocument")!));
        Assert.Equal(["p"], (await Done<ListUserPolicies>(("UserName", "ana"))).Members("PolicyNames"));
        Assert.Equal(["arn:aws:iam::aws:policy/ReadOnlyAccess"], (await Done<ListAttachedUserPolicies>(("UserName", "ana"))).Texts("PolicyArn"));
        Assert.StartsWith("MalformedPolicyDocument: ", await Refused<PutUserPolicy>(("UserName", "ana"), ("PolicyName", "p"), ("PolicyDocument", "{}")));
        Assert.Equal("DeleteConflict: Cannot delete entity, must detach all policies first.", await Refused<DeleteUser>(("UserName", "ana")));
        await Done<DetachUserPolicy>(("UserName", "ana"), ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"));
        Assert.Equal("DeleteConflict: Cannot delete entity, must delete policies first.", await Refused<DeleteUser>(("UserName", "ana")));
        await Done<DeleteUserPolicy>(("UserName", "ana"), ("PolicyName", "p"));
        Assert.Equal("NoSuchEntity: The user policy with name p cannot be found.", await Refused<DeleteUserPolicy>(("UserName", "ana"), ("PolicyName", "p")));
        await Done<DeleteUser>(("UserName", "ana"));
    }

    private ValueTask<AccessKey?> Key(string id, string? token = null) => World.World.Get<IAccessKeys>().Find(id, token, default);
}
