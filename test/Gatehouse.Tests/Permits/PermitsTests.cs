using System.Net;
using Gatehouse.Access;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations;
using Gatehouse.Operations.Iam;
using Gatehouse.Operations.IdentityPools;
using Gatehouse.Operations.UserPools;
using DeleteUser = Gatehouse.Operations.Iam.DeleteUser;
using GetUser = Gatehouse.Operations.Iam.GetUser;
using Gatehouse.Tests.Iam;
using Gatehouse.Tests.UserPools;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Permits;

public sealed class PermitsTests : IamTest
{
    private const string Nobody = "arn:aws:iam::000000000000:user/ana";

    public static TheoryData<string> Signed => [.. Operations().Select(operation => $"{operation.Service}:{operation.Name}")];

    [Theory]
    [MemberData(nameof(Signed))]
    public async Task Who_has_no_rights_may_call_nothing_that_is_signed(string action)
    {
        var operation = Operations().Single(one => $"{one.Service}:{one.Name}" == action);
        var fault = await World.World.Get<IPermits>().Refuse(operation, Request(operation), new("id") { Caller = await User("ana") });
        if (operation is { Service: "sts", Name: "GetCallerIdentity" or "GetSessionToken" or "AssumeRole" })
            Assert.Null(fault);
        else
            Assert.Matches($"^User: {Nobody} is not authorized to perform: {action}( on resource: .*)? because no identity-based policy allows the {action} action$", fault!.Message);
    }

    [Theory]
    [MemberData(nameof(Signed))]
    public async Task Root_may_call_everything(string action)
    {
        var operation = Operations().Single(one => $"{one.Service}:{one.Name}" == action);
        Assert.Null(await World.World.Get<IPermits>().Refuse(operation, Request(operation), new("id") { Caller = UserPools.World.Root.Principal }));
    }

    [Fact]
    public async Task A_pool_is_open_to_whom_a_policy_lets_at_it_and_for_what()
    {
        var (pool, other) = (World.World.Pool(), World.World.Pool());
        await Let("ana", $$"""{"Effect":"Allow","Action":"cognito-idp:Describe*","Resource":"arn:aws:cognito-idp:eu-central-1:000000000000:userpool/{{pool.Id}}"}""");
        Assert.StartsWith("{", await Describe(pool.Id));
        Assert.Equal(
            $"AccessDeniedException: User: {Nobody} is not authorized to perform: cognito-idp:DescribeUserPool on resource: arn:aws:cognito-idp:eu-central-1:000000000000:userpool/{other.Id} because no identity-based policy allows the cognito-idp:DescribeUserPool action",
            await Describe(other.Id));
        Assert.StartsWith("AccessDeniedException: ", await World.World.Send<DeleteUserPool>($$"""{"UserPoolId":"{{pool.Id}}"}"""));
        World.World.Caller = null;
        Assert.StartsWith("{", await Describe(pool.Id));
    }

    [Fact]
    public async Task A_denial_wins_and_is_told()
    {
        var pool = World.World.Pool();
        await Let("ana", """{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"cognito-idp:DeleteUserPool","Resource":"*"}""");
        Assert.StartsWith("{", await Describe(pool.Id));
        Assert.EndsWith("with an explicit deny in an identity-based policy", await World.World.Send<DeleteUserPool>($$"""{"UserPoolId":"{{pool.Id}}"}"""));
    }

    [Fact]
    public async Task A_bound_bounds()
    {
        var pool = World.World.Pool();
        await Done<CreatePolicy>(("PolicyName", "bound"), ("PolicyDocument", Document("""{"Effect":"Allow","Action":"cognito-idp:Describe*","Resource":"*"}""")));
        await Done<CreateUser>(("UserName", "bo"), ("PermissionsBoundary", "arn:aws:iam::000000000000:policy/bound"));
        await Let("bo", """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        Assert.StartsWith("{", await Describe(pool.Id));
        Assert.EndsWith("because no permissions boundary allows the cognito-idp:DeleteUserPool action", await World.World.Send<DeleteUserPool>($$"""{"UserPoolId":"{{pool.Id}}"}"""));
    }

    [Fact]
    public async Task Conditions_see_who_calls_from_where_and_what_is_tagged()
    {
        World.World.Peer = IPAddress.Parse("::ffff:192.0.2.7");
        World.World.UserAgent = "aws-cli/2";
        await Let("ana", """
            {"Effect":"Allow","Action":"cognito-idp:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"},"StringLike":{"aws:UserAgent":"aws-cli/*"},
             "StringEquals":{"aws:RequestedRegion":"eu-central-1","aws:username":"ana","aws:RequestTag/team":"a"},"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}}
            """);
        Assert.StartsWith("{", await Create("""{"team":"a"}"""));
        Assert.StartsWith("AccessDenied", await Create("""{"team":"b"}"""));
        Assert.StartsWith("AccessDenied", await Create("""{"team":"a","more":"c"}"""));
        World.World.Peer = IPAddress.Parse("198.51.100.1");
        Assert.StartsWith("AccessDenied", await Create("""{"team":"a"}"""));
    }

    [Fact]
    public async Task Conditions_see_the_tags_that_an_identity_pool_shall_have()
    {
        World.World.Caller = null;
        var id = (await World.World.Send<CreateIdentityPool>("""{"IdentityPoolName":"a","AllowUnauthenticatedIdentities":false}""")).Split("\"IdentityPoolId\":\"")[1].Split('"')[0];
        await Let("ana", """{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/team":"b"}}}""");
        Task<string> Change(string team) => World.World.Send<UpdateIdentityPool>($$$"""{"IdentityPoolId":"{{{id}}}","IdentityPoolName":"a","AllowUnauthenticatedIdentities":false,"IdentityPoolTags":{"team":"{{{team}}}"}}""");
        Assert.StartsWith("{", await Change("a"));
        Assert.StartsWith("AccessDenied", await Change("b"));
    }

    [Fact]
    public async Task A_pool_is_open_by_its_tags()
    {
        World.World.Caller = null;
        var mine = (await World.World.Send<CreateUserPool>("""{"PoolName":"a","UserPoolTags":{"team":"a"}}""")).Split("\"Id\":\"")[1].Split('"')[0];
        var theirs = (await World.World.Send<CreateUserPool>("""{"PoolName":"a","UserPoolTags":{"team":"b"}}""")).Split("\"Id\":\"")[1].Split('"')[0];
        await Let("ana", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}}""");
        Assert.StartsWith("{", await Describe(mine));
        Assert.StartsWith("AccessDenied", await Describe(theirs));
    }

    [Fact]
    public async Task A_role_is_handed_on_by_whom_may_pass_it_alone()
    {
        var pool = World.World.Pool();
        var request = $$"""{"UserPoolId":"{{pool.Id}}","GroupName":"g","RoleArn":"arn:aws:iam::000000000000:role/Admin"}""";
        await Let("ana", """{"Effect":"Allow","Action":"cognito-idp:*","Resource":"*"}""");
        Assert.Equal(
            $"AccessDeniedException: User: {Nobody} is not authorized to perform: iam:PassRole on resource: arn:aws:iam::000000000000:role/Admin because no identity-based policy allows the iam:PassRole action",
            await World.World.Send<CreateGroup>(request));
        await Let("ana", """{"Effect":"Allow","Action":"cognito-idp:*","Resource":"*"},{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"lambda.amazonaws.com"}}}""");
        Assert.StartsWith("AccessDenied", await World.World.Send<CreateGroup>(request));
        await Let("ana", """{"Effect":"Allow","Action":["cognito-idp:*","iam:PassRole"],"Resource":"*"}""");
        Assert.StartsWith("{", await World.World.Send<CreateGroup>(request));
    }

    // Case 176: every place that takes a role.
    [Theory]
    [InlineData(typeof(CreateUserPool), """{"PoolName":"a","SmsConfiguration":{"SnsCallerArn":"ROLE"}}""")]
    [InlineData(typeof(CreateUserPool), """{"PoolName":"a","SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::000000000000:role/mine","EumsSms":{"CallerArn":"ROLE"}}}""")]
    [InlineData(typeof(UpdateUserPool), """{"UserPoolId":"POOL","SmsConfiguration":{"SnsCallerArn":"ROLE"}}""")]
    [InlineData(typeof(SetUserPoolMfaConfig), """{"UserPoolId":"POOL","SmsMfaConfiguration":{"SmsConfiguration":{"SnsCallerArn":"ROLE"}}}""")]
    [InlineData(typeof(CreateUserPoolClient), """{"UserPoolId":"POOL","ClientName":"a","AnalyticsConfiguration":{"RoleArn":"ROLE"}}""")]
    [InlineData(typeof(CreateUserImportJob), """{"UserPoolId":"POOL","JobName":"a","CloudWatchLogsRoleArn":"ROLE"}""")]
    [InlineData(typeof(UpdateGroup), """{"UserPoolId":"POOL","GroupName":"a","RoleArn":"ROLE"}""")]
    [InlineData(typeof(Operations.IdentityPools.SetIdentityPoolRoles), """{"IdentityPoolId":"eu-central-1:00000000-0000-4000-8000-000000000000","Roles":{"authenticated":"ROLE"}}""")]
    public async Task Every_place_that_takes_a_role_asks_who_hands_it_on(Type operation, string request)
    {
        var pool = World.World.Pool();
        await Let("ana", """{"Effect":"Allow","NotAction":"iam:PassRole","Resource":"*"},{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::000000000000:role/mine"}""");
        var send = typeof(World).GetMethod(nameof(UserPools.World.Send))!.MakeGenericMethod(operation);
        var json = request.Replace("POOL", pool.Id, StringComparison.Ordinal).Replace("ROLE", "arn:aws:iam::000000000000:role/theirs", StringComparison.Ordinal);
        Assert.Contains("iam:PassRole on resource: arn:aws:iam::000000000000:role/theirs", await (Task<string>)send.Invoke(World.World, [json])!);
    }

    // Case 25: a user who is gone while their session lives.
    [Fact]
    public async Task Who_is_gone_may_nothing_though_another_has_their_name()
    {
        var pool = World.World.Pool();
        await Let("ana", """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        Assert.StartsWith("{", await Describe(pool.Id));
        var (gone, root) = (World.World.Caller, (Principal?)null);
        World.World.Caller = root;
        await Done<DeleteUserPolicy>(("UserName", "ana"), ("PolicyName", "p"));
        await Done<DeleteUser>(("UserName", "ana"));
        World.World.Caller = gone;
        Assert.StartsWith("AccessDenied", await Describe(pool.Id));
        await Let("ana", """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        Assert.StartsWith("{", await Describe(pool.Id));
        World.World.Caller = gone;
        Assert.StartsWith("AccessDenied", await Describe(pool.Id));
    }

    // Case 25: a policy that is changed while the session lives.
    [Fact]
    public async Task Rights_are_never_answered_from_memory()
    {
        var pool = World.World.Pool();
        await Let("ana", """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        Assert.StartsWith("{", await Describe(pool.Id));
        await Let("ana", """{"Effect":"Deny","Action":"*","Resource":"*"}""");
        Assert.StartsWith("AccessDenied", await Describe(pool.Id));
    }

    [Fact]
    public async Task Access_management_is_open_by_name_and_path()
    {
        await Done<CreateRole>(("RoleName", "mine"), ("Path", "/app/"), ("AssumeRolePolicyDocument", QueryWorld.Trust));
        await Done<CreateRole>(("RoleName", "theirs"), ("AssumeRolePolicyDocument", QueryWorld.Trust));
        await Let("ana", """{"Effect":"Allow","Action":"iam:*","Resource":["arn:aws:iam::000000000000:role/app/*","arn:aws:iam::000000000000:policy/app/*","arn:aws:iam::000000000000:user/${aws:username}"]}""");
        await Done<GetRole>(("RoleName", "mine"));
        await Done<CreatePolicy>(("PolicyName", "p"), ("Path", "/app/"), ("PolicyDocument", QueryWorld.AllowAll));
        await Done<CreateAccessKey>();
        await Done<GetUser>();
        Assert.StartsWith("AccessDenied", await Refused<GetRole>(("RoleName", "theirs")));
        Assert.StartsWith("AccessDenied", await Refused<CreatePolicy>(("PolicyName", "q"), ("PolicyDocument", QueryWorld.AllowAll)));
        Assert.StartsWith("AccessDenied", await Refused<CreateAccessKey>(("UserName", "bob")));
        Assert.StartsWith("AccessDenied", await Refused<ListRoles>());
        Assert.StartsWith("AccessDenied", await Refused<GetRole>(("RoleName", "none")));
    }

    [Fact]
    public async Task A_use_of_a_key_is_noted()
    {
        await Let("ana", """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        var id = (await Done<CreateAccessKey>()).Text("AccessKeyId")!;
        World.World.CallerKey = id;
        await Describe(World.World.Pool().Id);
        Assert.Equal("cognito-idp", (await Done<GetAccessKeyLastUsed>(("AccessKeyId", id))).Text("ServiceName"));
    }

    private static IEnumerable<Operation> Operations()
    {
        var world = new World();
        return typeof(OperationsSetup).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Operation)) && !type.IsAbstract)
            .Select(type => (Operation)ActivatorUtilities.CreateInstance(world.Services, type))
            .Where(operation => operation.Access is CallAccess.Signed)
            .ToList();
    }

    private static object Request(Operation operation)
    {
        var type = operation.GetType().BaseType!;
        while (type.GenericTypeArguments.Length != 2)
            type = type.BaseType!;
        var request = Activator.CreateInstance(type.GenericTypeArguments[0])!;
        foreach (var member in request.GetType().GetProperties().Where(member => member.PropertyType == typeof(string) && member.Name != "RoleArn"))
            member.SetValue(request, "eu-central-1_a");
        foreach (var member in request.GetType().GetProperties().Where(member => member.PropertyType == typeof(IReadOnlyDictionary<string, string>)))
            member.SetValue(request, new Dictionary<string, string>());
        return request;
    }

    private static string Document(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";

    private Task<string> Describe(string pool) => World.World.Send<DescribeUserPool>($$"""{"UserPoolId":"{{pool}}"}""");

    private Task<string> Create(string tags) => World.World.Send<CreateUserPool>($$"""{"PoolName":"a","UserPoolTags":{{tags}}}""");

    // Makes somebody call, by exactly these statements.
    private async Task Let(string name, string statements)
    {
        World.World.Caller = null;
        await User(name);
        await Done<PutUserPolicy>(("UserName", name), ("PolicyName", "p"), ("PolicyDocument", Document(statements)));
        World.World.Caller = await User(name);
    }

    private async Task<UserPrincipal> User(string name)
    {
        var users = World.World.Get<IParts<IamUser>>();
        if (await users.Find("", "", name, default) is null)
            await Done<CreateUser>(("UserName", name));
        var user = (await users.Find("", "", name, default))!;
        return new(QueryWorld.Account, user.Path, user.Name, user.Id);
    }
}
