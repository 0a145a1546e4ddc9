using Gatehouse.Access;
using Gatehouse.Identity;
using Gatehouse.Operations.Iam;
using Gatehouse.Operations.Sts;

namespace Gatehouse.Tests.Iam;

public sealed class TrustedIdsTests : IamTest
{
    private const string Ana = "arn:aws:iam::000000000000:user/ana";
    private const string Worker = "arn:aws:iam::000000000000:role/app/worker";

    private IParts<IamRole> Roles => World.World.Get<IParts<IamRole>>();

    private IParts<IamUser> Users => World.World.Get<IParts<IamUser>>();

    [Fact]
    public async Task A_user_made_anew_is_not_trusted_until_the_policy_is_saved_again()
    {
        var first = await MakeUser();
        await MakeRole(Trust(Ana));
        Assert.True(await IsTrusted(await User()));
        Assert.Equal(Trust(Ana), await Shown());

        await Done<DeleteUser>(("UserName", "ana"));
        Assert.Equal(Trust(first), await Shown());
        var second = await MakeUser();
        Assert.False(await IsTrusted(await User()));
        Assert.Equal(Trust(first), await Shown());

        await Done<UpdateAssumeRolePolicy>(("RoleName", "reader"), ("PolicyDocument", Trust(Ana)));
        Assert.True(await IsTrusted(await User()));
        Assert.Equal(Trust(Ana), await Shown());
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task A_role_made_anew_is_not_trusted_until_the_policy_is_saved_again()
    {
        var first = await MakeWorker();
        await MakeRole(Trust(Worker));
        Assert.True(await IsTrusted(Session(first)));
        Assert.Equal(Trust(Worker), await Shown());

        await Done<DeleteRole>(("RoleName", "worker"));
        Assert.Equal(Trust(first), await Shown());
        var second = await MakeWorker();
        Assert.False(await IsTrusted(Session(second)));

        await Done<UpdateAssumeRolePolicy>(("RoleName", "reader"), ("PolicyDocument", Trust(Worker)));
        Assert.True(await IsTrusted(Session(second)));
        Assert.False(await IsTrusted(Session(first)));
    }

    [Fact]
    public async Task Who_is_kept_out_stays_out_under_another_name_and_a_namesake_is_not()
    {
        await MakeUser();
        await MakeRole($$$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"},
              {"Effect":"Deny","Principal":{"AWS":"{{{Ana}}}"},"Action":"sts:AssumeRole"}]}
            """);
        await LetAnaAskForEverything();
        Assert.False(await IsTrusted(await User()));
        await Rename("ana", "bea", "/");
        Assert.False(await IsTrusted(await User("bea")));

        await MakeUser();
        await LetAnaAskForEverything();
        Assert.True(await IsTrusted(await User()));
    }

    [Fact]
    public async Task Whoever_is_renamed_stays_trusted_and_is_shown_by_the_new_name()
    {
        await MakeUser();
        await MakeRole(Trust(Ana));
        await Rename("ana", "bea", "/staff/");
        Assert.True(await IsTrusted(await User("bea")));
        Assert.Equal(Trust("arn:aws:iam::000000000000:user/staff/bea"), await Shown());

        await MakeUser();
        Assert.False(await IsTrusted(await User()));
    }

    [Theory]
    [InlineData("arn:aws:iam::000000000000:user/eve")]
    [InlineData("arn:aws:iam::000000000000:user/Ana")]
    [InlineData("arn:aws:iam::000000000000:user/staff/ana")]
    [InlineData("arn:aws:iam::000000000000:user/ana/")]
    [InlineData("arn:aws:iam::000000000000:role/ana")]
    [InlineData("arn:aws:iam::000000000000:role/worker")]
    [InlineData("arn:aws:iam::000000000000:role/reader")]
    [InlineData("arn:aws-cn:iam::000000000000:user/ana")]
    [InlineData("arn:aws:iam::000000000000:user/an\u00E4")]
    [InlineData("arn:aws:iam::000000000000:user/ana ")]
    public async Task Who_is_not_there_is_refused_and_nothing_is_stored(string arn)
    {
        await MakeUser();
        await MakeWorker();
        var (said, trust) = ($"MalformedPolicyDocument: Invalid principal in policy: \"AWS\":\"{arn}\"", Trust(Ana, arn));
        Assert.Equal(said, await Refused<CreateRole>(("RoleName", "reader"), ("AssumeRolePolicyDocument", trust)));
        Assert.Null(await Roles.Find("", "", "reader", default));

        await Done<CreateRole>(("RoleName", "there"), ("AssumeRolePolicyDocument", QueryWorld.Trust));
        Assert.Equal(said, await Refused<UpdateAssumeRolePolicy>(("RoleName", "there"), ("PolicyDocument", trust)));
        Assert.Equal(QueryWorld.Trust, await Shown("there"));
    }

    [Fact]
    public async Task A_name_that_no_store_can_be_asked_for_is_refused() => Assert.StartsWith(
        "MalformedPolicyDocument: Invalid principal in policy: ",
        await Refused<CreateRole>(("RoleName", "reader"), ("AssumeRolePolicyDocument", Trust("arn:aws:iam::000000000000:user/\\u0000"))));

    [Theory]
    [InlineData("""{"AWS":["*","000000000000","arn:aws:iam::000000000000:root","arn:aws:iam::111111111111:root","111111111111"]}""")]
    [InlineData("""{"AWS":["arn:aws:iam::111111111111:user/eve","arn:aws:iam::111111111111:role/eve","arn:aws:sts::000000000000:assumed-role/none/me"]}""")]
    [InlineData("""{"AWS":["AIDAAAAAAAAAAAAAAAAA","AROAAAAAAAAAAAAAAAAA"],"Service":"lambda.amazonaws.com","Federated":"arn:aws:iam::000000000000:saml-provider/none"}""")]
    public async Task Others_stay_as_they_are_said(string principal)
    {
        var trust = $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{{{principal}}},"Action":["sts:AssumeRole"]}}""";
        await MakeRole(trust);
        Assert.Equal((trust, trust), ((await Roles.Find("", "", "reader", default))!.Trust, await Shown()));
    }

    [Fact]
    public async Task An_id_is_as_good_as_an_ARN()
    {
        var id = await MakeUser();
        Assert.Equal(Trust(Ana), Uri.UnescapeDataString((await MakeRole(Trust(id))).Text("AssumeRolePolicyDocument")!));
        Assert.True(await IsTrusted(await User()));
        await Done<DeleteUser>(("UserName", "ana"));
        await MakeUser();
        Assert.False(await IsTrusted(await User()));
    }

    [Fact]
    public async Task Every_answer_shows_the_same()
    {
        var gone = await MakeUser("gone");
        var (id, worker) = (await MakeUser(), await MakeWorker());
        var (given, shown) = (Trust(Ana, Worker, "arn:aws:iam::000000000000:user/gone"), Trust(Ana, Worker, gone));
        Assert.Equal(given, Uri.UnescapeDataString((await MakeRole(given)).Text("AssumeRolePolicyDocument")!));
        Assert.Equal(Trust(id, worker, gone), (await Roles.Find("", "", "reader", default))!.Trust);

        await Done<DeleteUser>(("UserName", "gone"));
        var changed = await Done<UpdateRoleDescription>(("RoleName", "reader"), ("Description", "Reads"));
        Assert.Equal(shown, Uri.UnescapeDataString(changed.Text("AssumeRolePolicyDocument")!));
        Assert.Equal(shown, await Shown());
        Assert.Equal([shown, QueryWorld.Trust], (await Done<ListRoles>()).Texts("AssumeRolePolicyDocument").Select(Uri.UnescapeDataString));
        Assert.Equal(Trust(id, worker, gone), (await Roles.Find("", "", "reader", default))!.Trust);
    }

    [Fact]
    public async Task A_document_from_before_means_the_name()
    {
        await MakeUser();
        await Roles.Add(new("reader", "/", "AROAAAAAAAAAAAAAAAAA", Trust(Ana), World.World.Now), default);
        Assert.True(await IsTrusted(await User()));
        await Done<DeleteUser>(("UserName", "ana"));
        Assert.Equal(Trust(Ana), await Shown());
        await MakeUser();
        Assert.True(await IsTrusted(await User()));
    }

    private static string Trust(params string[] names) =>
        $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":["{{{string.Join("\", \"", names)}}}"]},"Action":"sts:AssumeRole"}}""";

    private static RolePrincipal Session(string id) => new(QueryWorld.Account, "worker", id, "me");

    private Task<System.Xml.Linq.XElement> MakeRole(string trust) => Done<CreateRole>(("RoleName", "reader"), ("AssumeRolePolicyDocument", trust));

    private async Task<string> MakeWorker() =>
        (await Done<CreateRole>(("RoleName", "worker"), ("Path", "/app/"), ("AssumeRolePolicyDocument", QueryWorld.Trust))).Text("RoleId")!;

    private async Task<string> MakeUser(string name = "ana") => (await Done<CreateUser>(("UserName", name))).Text("UserId")!;

    private Task LetAnaAskForEverything() => Done<PutUserPolicy>(("UserName", "ana"), ("PolicyName", "p"), ("PolicyDocument", QueryWorld.AllowAll));

    private async Task<string> Shown(string name = "reader") =>
        Uri.UnescapeDataString((await Done<GetRole>(("RoleName", name))).Text("AssumeRolePolicyDocument")!);

    private async Task<UserPrincipal> User(string name = "ana")
    {
        var user = (await Users.Find("", "", name, default))!;
        return new(QueryWorld.Account, user.Path, user.Name, user.Id);
    }

    private async Task Rename(string from, string to, string path)
    {
        var user = (await Users.Find("", "", from, default))!;
        await Users.Remove("", "", from, default);
        await Users.Add(user with { Name = to, Path = path }, default);
    }

    private async Task<bool> IsTrusted(Principal caller)
    {
        World.World.Caller = caller;
        var said = await World.Ask<AssumeRole>(("RoleArn", "arn:aws:iam::000000000000:role/reader"), ("RoleSessionName", "me"));
        World.World.Caller = null;
        if (said.Refusal is not null)
            Assert.StartsWith("AccessDenied", said.Refusal);
        return said.Xml is not null;
    }
}
