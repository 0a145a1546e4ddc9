using System.Reflection;
using Gatehouse.Access;
using Gatehouse.Access.Policies;
using Gatehouse.Identity;
using Gatehouse.Operations;
using Gatehouse.Operations.Iam;
using Gatehouse.Operations.Sts;
using Gatehouse.Operations.UserPools;
using Gatehouse.Tests.Access.Policies;
using Gatehouse.Tests.Contracts;
using Gatehouse.Tests.Iam;
using Gatehouse.Tests.UserPools;
using Microsoft.Extensions.DependencyInjection;
using JsonNode = System.Text.Json.Nodes.JsonNode;
using Model = Gatehouse.Tests.Contracts.Model;

namespace Gatehouse.Tests.Permits;

/// <summary>What those with some rights may try to get more; each test says which case of abuse it refuses.</summary>
public sealed class AbuseTests : IamTest
{
    private const string Ana = "arn:aws:iam::000000000000:user/ana";
    private const string Boss = "arn:aws:iam::000000000000:user/boss";
    private const string NobodysPool = "eu-central-1_000000000";
    private const string NobodysIdentities = "eu-central-1:00000000-0000-4000-8000-000000000000";

    // Case 174: what a variable stands for is a text, whatever it contains; neither a pattern nor another variable.
    [Theory]
    [InlineData("*", "other")]
    [InlineData("?", "x")]
    [InlineData("o*", "other")]
    [InlineData("${aws:username}", "ann")]
    [InlineData("${*}", "*")]
    [InlineData("${?}", "?")]
    [InlineData("${", "other")]
    [InlineData("", "other")]
    public void A_value_is_no_pattern(string value, string other)
    {
        const string key = "cognito-identity.amazonaws.com:sub";
        var context = new RequestContext { { key, value }, { "aws:username", "ann" } };
        var own = Given.Identity(Given.Allow("s3:*", $"arn:aws:s3:::b/${{{key}}}/*"));
        Assert.Equal(Verdict.ImplicitDeny, own.Verdict(Given.Request("s3:GetObject", $"arn:aws:s3:::b/{other}/a", context)));
        Assert.Equal(value.Length == 0 ? Verdict.ImplicitDeny : Verdict.Allowed, own.Verdict(Given.Request("s3:GetObject", $"arn:aws:s3:::b/{(value.Length == 0 ? "x" : value)}/a", context)));

        foreach (var test in new[] { "StringEquals", "StringLike", "ForAnyValue:StringLike", "ArnLike" })
        {
            var asked = test == "ArnLike" ? "arn:aws:s3:::b/" : "";
            var condition = Given.Identity(Given.Statement(
                $$$""" "Effect":"Allow","Action":"*","Resource":"*","Condition":{"{{{test}}}":{"k":"{{{asked}}}${{{{key}}}}"} } """));
            Assert.Equal(Verdict.ImplicitDeny, condition.Verdict(Given.Request("s3:GetObject", context: new() { { key, value }, { "aws:username", "ann" }, { "k", asked + other } })));
        }
    }

    // Case 174: a slash in a value leads into no other folder than the one that the value names.
    [Fact]
    public void A_value_with_a_slash_is_a_longer_name_and_no_way_out()
    {
        var own = Given.Identity(Given.Allow("s3:*", "arn:aws:s3:::b/${aws:PrincipalTag/team}/*"));
        RequestContext team = new() { { "aws:PrincipalTag/team", "a/../b" } };
        Assert.Equal(Verdict.ImplicitDeny, own.Verdict(Given.Request("s3:GetObject", "arn:aws:s3:::b/b/x", team)));
        Assert.Equal(Verdict.ImplicitDeny, own.Verdict(Given.Request("s3:GetObject", "arn:aws:s3:::b/a/x", team)));
    }

    public static TheoryData<string> Broken =>
    [
        """{"Version":"2012-10-17","Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""",
        """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}}""",
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"k":"true","k":"false"}}}}""",
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Actions":"*"}}""",
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"},"Comment":"x"}""",
        """{"Version":"2012-10-17","Statement":{"Effect":"allow","Action":"*","Resource":"*"}}""",
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotPrincipal":{"AWS":"*"},"Action":"*","Resource":"*"}}""",
        "{\"Version\":\"2012-10-17\",\"Statement\":" + new string('[', 1000) + new string(']', 1000) + "}",
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":" + string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200) + "}}",
        "{}x",
        "null",
    ];

    // Case 175: a document that could be read in two ways is none, wherever it is given.
    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_policy_that_could_mean_two_things_is_none(string document)
    {
        await Done<CreateRole>(("RoleName", "r"), ("AssumeRolePolicyDocument", QueryWorld.Trust));
        await Done<CreateUser>(("UserName", "ana"));
        var arn = (await Done<CreatePolicy>(("PolicyName", "there"), ("PolicyDocument", QueryWorld.AllowAll))).Text("Arn")!;
        string[] said =
        [
            await Refused<CreatePolicy>(("PolicyName", "p"), ("PolicyDocument", document)),
            await Refused<CreatePolicyVersion>(("PolicyArn", arn), ("PolicyDocument", document)),
            await Refused<PutRolePolicy>(("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", document)),
            await Refused<PutUserPolicy>(("UserName", "ana"), ("PolicyName", "p"), ("PolicyDocument", document)),
            await Refused<CreateRole>(("RoleName", "r2"), ("AssumeRolePolicyDocument", document)),
            await Refused<UpdateAssumeRolePolicy>(("RoleName", "r"), ("PolicyDocument", document)),
        ];
        Assert.All(said, one => Assert.StartsWith("MalformedPolicyDocument: ", one));
        World.World.Caller = await User("ana");
        var session = await Refused<GetFederationToken>(("Name", "bob"), ("Policy", document));
        Assert.True(session.StartsWith("AccessDenied", StringComparison.Ordinal), session);
        World.World.Caller = UserPools.World.Root.Principal;
        Assert.Matches("^(MalformedPolicyDocument|ValidationError): ", await Refused<GetFederationToken>(("Name", "bob"), ("Policy", document)));
    }

    // Case 175: a document has a length, and no white space makes it look shorter than it is.
    [Fact]
    public async Task A_policy_is_no_longer_than_it_may_be()
    {
        string Of(int size) => """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::""" + new string('b', size - 95) + "\"}}";
        Assert.Equal(6144, Of(6144).Length);
        await Done<CreatePolicy>(("PolicyName", "p"), ("PolicyDocument", Of(6144)));
        Assert.Matches("^(MalformedPolicyDocument|LimitExceeded): ", await Refused<CreatePolicy>(("PolicyName", "q"), ("PolicyDocument", Of(6145))));
    }

    // Case 176: who may set the roles of a pool sets only those that they may pass, as the pool's role or in a rule.
    [Theory]
    [InlineData("""{"IdentityPoolId":"POOL","Roles":{"authenticated":"ROLE"}}""")]
    [InlineData("""{"IdentityPoolId":"POOL","Roles":{"unauthenticated":"ROLE"}}""")]
    [InlineData("""{"IdentityPoolId":"POOL","Roles":{},"RoleMappings":{"accounts.google.com":{"Type":"Rules","AmbiguousRoleResolution":"Deny","RulesConfiguration":{"Rules":[{"Claim":"c","MatchType":"Equals","Value":"v","RoleARN":"ROLE"}]}}}}""")]
    public async Task No_role_is_set_that_may_not_be_passed(string request)
    {
        World.World.Caller = null;
        var pool = JsonNode.Parse(await World.World.Send<Operations.IdentityPools.CreateIdentityPool>(
            """{"IdentityPoolName":"p","AllowUnauthenticatedIdentities":true,"SupportedLoginProviders":{"accounts.google.com":"1"}}"""))!["IdentityPoolId"]!.GetValue<string>();
        var asked = request.Replace("POOL", pool, StringComparison.Ordinal);
        await Let("ana", """{"Effect":"Allow","Action":"cognito-identity:*","Resource":"*"},{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::000000000000:role/weak"}""");
        Assert.StartsWith(
            $"AccessDeniedException: User: {Ana} is not authorized to perform: iam:PassRole on resource: arn:aws:iam::000000000000:role/strong",
            await World.World.Send<Operations.IdentityPools.SetIdentityPoolRoles>(asked.Replace("ROLE", "arn:aws:iam::000000000000:role/strong", StringComparison.Ordinal)));
        var roles = $$"""{"IdentityPoolId":"{{pool}}"}""";
        Assert.DoesNotContain("strong", await World.World.Send<Operations.IdentityPools.GetIdentityPoolRoles>(roles));
        var said = await World.World.Send<Operations.IdentityPools.SetIdentityPoolRoles>(asked.Replace("ROLE", "arn:aws:iam::000000000000:role/weak", StringComparison.Ordinal));
        Assert.DoesNotContain("Exception", said);
    }

    // Case 177: who manages their own keys, or some users, makes nobody stronger than themselves by it.
    [Fact]
    public async Task Nobody_makes_keys_or_rights_of_somebody_stronger()
    {
        await Let("boss", """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        var key = (await Done<CreateAccessKey>(("UserName", "boss"))).Text("AccessKeyId")!;
        await Done<CreateRole>(("RoleName", "strong"), ("Path", "/admin/"), ("AssumeRolePolicyDocument", QueryWorld.Trust));
        var policy = (await Done<CreatePolicy>(("PolicyName", "all"), ("PolicyDocument", QueryWorld.AllowAll))).Text("Arn")!;
        await Let("ana", """
            {"Effect":"Allow","Action":"iam:*","Resource":["arn:aws:iam::000000000000:user/${aws:username}","arn:aws:iam::000000000000:role/team/*","arn:aws:iam::000000000000:user/team/*"]},
            {"Effect":"Deny","Action":["iam:PutUserPolicy","iam:AttachUserPolicy"],"Resource":"arn:aws:iam::000000000000:user/${aws:username}"}
            """);
        foreach (var name in new[] { "boss", "BOSS", "Boss" })
        {
            await Denied<CreateAccessKey>(("UserName", name));
            await Denied<UpdateAccessKey>(("UserName", name), ("AccessKeyId", key), ("Status", "Inactive"));
            await Denied<DeleteAccessKey>(("UserName", name), ("AccessKeyId", key));
            await Denied<PutUserPolicy>(("UserName", name), ("PolicyName", "p"), ("PolicyDocument", QueryWorld.AllowAll));
        }

        await Denied<PutUserPolicy>(("UserName", "ana"), ("PolicyName", "more"), ("PolicyDocument", QueryWorld.AllowAll));
        await Denied<AttachUserPolicy>(("UserName", "ANA"), ("PolicyArn", policy));
        await Denied<UpdateAssumeRolePolicy>(("RoleName", "strong"), ("PolicyDocument", QueryWorld.Trust));
        await Denied<AttachRolePolicy>(("RoleName", "STRONG"), ("PolicyArn", policy));
        await Denied<CreateRole>(("RoleName", "mine"), ("Path", "/admin/"), ("AssumeRolePolicyDocument", QueryWorld.Trust));
        await Denied<CreatePolicyVersion>(("PolicyArn", policy), ("PolicyDocument", QueryWorld.AllowAll), ("SetAsDefault", "true"));
        await Denied<GetAccessKeyLastUsed>(("AccessKeyId", key));
        await Done<CreateAccessKey>();

        // A key that is named is one of the user who is named, and of no other.
        Assert.StartsWith("NoSuchEntity", await Refused<DeleteAccessKey>(("UserName", "ana"), ("AccessKeyId", key)));
        Assert.StartsWith("NoSuchEntity", await Refused<UpdateAccessKey>(("UserName", "ana"), ("AccessKeyId", key), ("Status", "Inactive")));
    }

    // Case 177: who may make users within a bound makes none without it.
    [Fact]
    public async Task Who_may_make_users_within_a_bound_makes_none_beyond_it()
    {
        var bound = (await Done<CreatePolicy>(("PolicyName", "bound"), ("PolicyDocument", QueryWorld.AllowAll))).Text("Arn")!;
        await Let("ana", $$"""
            {"Effect":"Allow","Action":["iam:CreateUser","iam:CreateRole"],"Resource":"*","Condition":{"StringEquals":{"iam:PermissionsBoundary":"{{bound}}"} } },
            {"Effect":"Allow","Action":["iam:AttachUserPolicy"],"Resource":"*","Condition":{"ArnEquals":{"iam:PolicyARN":"{{bound}}"} } }
            """);
        await Denied<CreateUser>(("UserName", "eve"));
        await Denied<CreateUser>(("UserName", "eve"), ("PermissionsBoundary", "arn:aws:iam::aws:policy/AdministratorAccess"));
        await Denied<CreateRole>(("RoleName", "eve"), ("AssumeRolePolicyDocument", QueryWorld.Trust));
        await Done<CreateUser>(("UserName", "eve"), ("PermissionsBoundary", bound));
        await Denied<AttachUserPolicy>(("UserName", "eve"), ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"));
        await Done<AttachUserPolicy>(("UserName", "eve"), ("PolicyArn", bound));
    }

    public static TheoryData<string, string> OfPools =>
    [
        .. from service in new[] { "cognito-idp", "cognito-identity" }
           from operation in Model.All[service].Operations
           let members = Model.All[service][operation.Value.Input].Members ?? []
           where operation.Value.Auth == "sigv4"
           where members.ContainsKey("UserPoolId") || members.ContainsKey("IdentityPoolId") || members.ContainsKey("ResourceArn")
           select (service, operation.Key),
    ];

    // Case 178: a pool that the caller may not see, or cannot reach, is a pool that nobody made.
    [Theory]
    [MemberData(nameof(OfPools))]
    public async Task No_answer_tells_a_pool_out_of_reach_from_one_that_nobody_made(string service, string name)
    {
        var operation = OperationOf(service, name);
        var here = await Pools(UserPools.World.Region, "a");
        var far = await Pools("eu-west-3", "a");
        var callers = new List<Principal> { UserPools.World.Root.Principal };
        foreach (var (who, statement) in new[]
        {
            ("none", """{"Effect":"Allow","Action":"s3:*","Resource":"*"}"""),
            ("one", $$"""{"Effect":"Allow","Action":"*","Resource":["{{ArnOf(here.People, "cognito-idp")}}","{{ArnOf(here.Identities, "cognito-identity")}}"]}"""),
            ("every", """{"Effect":"Allow","Action":"*","Resource":"*"}"""),
            ("tagged", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}}"""),
            ("untagged", """{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}}"""),
        })
        {
            await Let(who, statement);
            callers.Add(World.World.Caller!);
        }

        foreach (var caller in callers)
        {
            World.World.Caller = caller;
            var (theirs, nobodys) = (await Ask(operation, far), await Ask(operation, (NobodysPool, NobodysIdentities)));
            Assert.Equal(nobodys, theirs);
            Assert.Matches("^(ResourceNotFoundException|AccessDeniedException|InvalidParameterException): ", theirs);
        }

        // Where a policy lets nobody at a pool, it is all the same whether the pool is there.
        World.World.Caller = callers[1];
        Assert.Equal(await Ask(operation, (NobodysPool, NobodysIdentities)), await Ask(operation, here));
    }

    // Case 178: the ARN of a pool of another account, or one that is spelled otherwise, opens nothing and goes round no denial.
    [Fact]
    public async Task An_ARN_that_is_spelled_otherwise_goes_round_no_denial()
    {
        var (people, identities) = await Pools(UserPools.World.Region, "a");
        var spelled = ArnOf(identities, "cognito-identity").Replace("000000000000", "", StringComparison.Ordinal);
        await Let("ana", $$"""{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"{{ArnOf(identities, "cognito-identity")}}"}""");
        foreach (var arn in new[] { spelled, ArnOf(identities, "cognito-identity") })
            Assert.StartsWith("AccessDenied", await World.World.Send<Operations.IdentityPools.ListTagsForResource>($$"""{"ResourceArn":"{{arn}}"}"""));
        foreach (var (arn, service) in new[] { (ArnOf(people, "cognito-idp"), 0), (ArnOf(identities, "cognito-identity"), 1) })
        {
            var other = arn.Replace("000000000000", "111111111111", StringComparison.Ordinal);
            var said = service == 0
                ? await World.World.Send<ListTagsForResource>($$"""{"ResourceArn":"{{other}}"}""")
                : await World.World.Send<Operations.IdentityPools.ListTagsForResource>($$"""{"ResourceArn":"{{other}}"}""");
            Assert.StartsWith("ResourceNotFoundException", said);
        }
    }

    // Case 178: what a pool's tags deny is denied by whatever name the pool is asked for.
    [Fact]
    public async Task What_tags_deny_is_denied_by_id_and_by_ARN()
    {
        var (people, identities) = await Pools(UserPools.World.Region, "a");
        await Let("ana", """{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}}""");
        Assert.StartsWith("AccessDenied", await World.World.Send<DescribeUserPool>($$"""{"UserPoolId":"{{people}}"}"""));
        Assert.StartsWith("AccessDenied", await World.World.Send<UntagResource>($$"""{"ResourceArn":"{{ArnOf(people, "cognito-idp")}}","TagKeys":["team"]}"""));
        Assert.StartsWith("AccessDenied", await World.World.Send<Operations.IdentityPools.DescribeIdentityPool>($$"""{"IdentityPoolId":"{{identities}}"}"""));
        Assert.StartsWith("AccessDenied", await World.World.Send<Operations.IdentityPools.UntagResource>($$"""{"ResourceArn":"{{ArnOf(identities, "cognito-identity")}}","TagKeys":["team"]}"""));
        var (others, otherIdentities) = await Pools(UserPools.World.Region, "b");
        Assert.StartsWith("{", await World.World.Send<DescribeUserPool>($$"""{"UserPoolId":"{{others}}"}"""));
        Assert.StartsWith("{", await World.World.Send<Operations.IdentityPools.DescribeIdentityPool>($$"""{"IdentityPoolId":"{{otherIdentities}}"}"""));
    }

    private static string ArnOf(string id, string service) => service == "cognito-idp"
        ? $"arn:aws:cognito-idp:{id.Split('_')[0]}:000000000000:userpool/{id}"
        : $"arn:aws:cognito-identity:{id.Split(':')[0]}:000000000000:identitypool/{id}";

    private static Operation OperationOf(string service, string name)
    {
        var type = typeof(OperationsSetup).Assembly.GetTypes().Single(type =>
            type.IsSubclassOf(typeof(Operation)) && !type.IsAbstract && type.Name == name
            && type.Namespace == (service == "cognito-idp" ? "Gatehouse.Operations.UserPools" : "Gatehouse.Operations.IdentityPools"));
        return (Operation)ActivatorUtilities.CreateInstance(new World().Services, type);
    }

    // The least that the operation takes, about these pools; the answer without the ids that it was asked about.
    private async Task<string> Ask(Operation operation, (string People, string Identities) about)
    {
        var model = Model.All[operation.Service];
        var shape = model[model.Operations[operation.Name].Input];
        var request = Samples.Least(model, shape);
        var (id, arn) = operation.Service == "cognito-idp" ? (about.People, ArnOf(about.People, operation.Service)) : (about.Identities, ArnOf(about.Identities, operation.Service));
        foreach (var (member, value) in new[] { ("UserPoolId", about.People), ("IdentityPoolId", about.Identities), ("ResourceArn", arn) })
        {
            if (shape.Members!.ContainsKey(member))
                request[member] = value;
        }

        var send = typeof(World).GetMethod(nameof(UserPools.World.Send))!.MakeGenericMethod(operation.GetType());
        var answer = await (Task<string>)send.Invoke(World.World, [request.ToJsonString()])!;
        return answer.Replace(arn, "ARN", StringComparison.Ordinal).Replace(id, "ID", StringComparison.Ordinal);
    }

    // A pool of people and one of identities, tagged; by root, in a region.
    private async Task<(string People, string Identities)> Pools(string region, string team)
    {
        var (caller, signed) = (World.World.Caller, World.World.SignedRegion);
        (World.World.Caller, World.World.SignedRegion) = (null, region);
        var people = JsonNode.Parse(await World.World.Send<CreateUserPool>($$"""{"PoolName":"p","UserPoolTags":{"team":"{{team}}"} }"""))!["UserPool"]!["Id"]!.GetValue<string>();
        var identities = JsonNode.Parse(await World.World.Send<Operations.IdentityPools.CreateIdentityPool>(
            $$"""{"IdentityPoolName":"p","AllowUnauthenticatedIdentities":true,"IdentityPoolTags":{"team":"{{team}}"} }"""))!["IdentityPoolId"]!.GetValue<string>();
        (World.World.Caller, World.World.SignedRegion) = (caller, signed);
        Assert.StartsWith(region, people);
        Assert.StartsWith(region, identities);
        return (people, identities);
    }

    private async Task Denied<T>(params (string Name, object Value)[] members)
        where T : Operation => Assert.StartsWith("AccessDenied", await Refused<T>(members));

    // Makes somebody call, by exactly these statements.
    private async Task Let(string name, string statements)
    {
        World.World.Caller = null;
        if (await World.World.Get<IParts<IamUser>>().Find("", "", name, default) is null)
            await Done<CreateUser>(("UserName", name));
        await Done<PutUserPolicy>(("UserName", name), ("PolicyName", "p"), ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}"""));
        World.World.Caller = await User(name);
    }

    private async Task<UserPrincipal> User(string name)
    {
        var user = (await World.World.Get<IParts<IamUser>>().Find("", "", name, default))!;
        return new(QueryWorld.Account, user.Path, user.Name, user.Id);
    }
}
