using Gatehouse.Access;
using Gatehouse.Identity;
using Gatehouse.Operations.Iam;
using Gatehouse.Operations.Sts;
using Gatehouse.Operations.UserPools;
using ListUsersOfIam = Gatehouse.Operations.Iam.ListUsers;
using ListUsers = Gatehouse.Operations.UserPools.ListUsers;
using Gatehouse.Tests.Iam;

namespace Gatehouse.Tests.Sts;

public sealed class StsTests : IamTest
{
    private const string Role = "arn:aws:iam::000000000000:role/app/reader";

    [Fact]
    public async Task Who_one_is_is_told_to_everybody()
    {
        var ana = await User("ana", null);
        World.World.Caller = ana;
        var said = await Done<GetCallerIdentity>();
        Assert.Equal((ana.Id, "000000000000", "arn:aws:iam::000000000000:user/ana"), (said.Text("UserId"), said.Text("Account"), said.Text("Arn")));
        World.World.Caller = UserPools.World.Root.Principal;
        said = await Done<GetCallerIdentity>();
        Assert.Equal(("000000000000", "arn:aws:iam::000000000000:root"), (said.Text("UserId"), said.Text("Arn")));
    }

    [Fact]
    public async Task A_role_that_trusts_its_account_is_taken_on_by_whom_a_policy_lets()
    {
        await MakeRole(QueryWorld.Trust);
        World.World.Caller = await User("bob", """{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::000000000000:role/app/*"}""");
        var assumed = await Assume();
        Assert.Equal("arn:aws:sts::000000000000:assumed-role/reader/me", assumed.Text("Arn"));
        Assert.Matches("^AROA[A-Z2-7]{16}:me$", assumed.Text("AssumedRoleId")!);
        Assert.Equal(("2026-09-01T10:08:07Z", null), (assumed.Text("Expiration"), assumed.Text("PackedPolicySize")));
        World.World.Caller = await User("eve", null);
        Assert.Equal($"AccessDeniedException: User: arn:aws:iam::000000000000:user/eve is not authorized to perform: sts:AssumeRole on resource: {Role}", await Refused());
    }

    [Fact]
    public async Task A_role_that_trusts_somebody_needs_no_other_permission()
    {
        await MakeRole(Trust("""{"AWS":"arn:aws:iam::000000000000:user/ana"}"""));
        World.World.Caller = await User("ana", null);
        await Assume();
        World.World.Caller = await User("eve", """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        Assert.StartsWith("AccessDenied", await Refused());
    }

    [Fact]
    public async Task What_a_role_asks_of_who_takes_it_on_must_be_given()
    {
        await MakeRole(Trust("""{"AWS":"arn:aws:iam::000000000000:user/ana"}""", ""","Condition":{"StringEquals":{"sts:ExternalId":"42","sts:RoleSessionName":"me"}}"""));
        World.World.Caller = await User("ana", null);
        Assert.StartsWith("AccessDenied", await Refused());
        Assert.StartsWith("AccessDenied", await Refused(("ExternalId", "43")));
        await Assume(("ExternalId", "42"));
    }

    [Fact]
    public async Task Tags_and_a_source_are_given_by_whom_the_role_lets()
    {
        await MakeRole(Trust("""{"AWS":"arn:aws:iam::000000000000:user/ana"}"""));
        World.World.Caller = await User("ana", null);
        Assert.StartsWith("AccessDenied", await Refused(("Tags", new[] { ("team", "a") })));
        Assert.StartsWith("AccessDenied", await Refused(("SourceIdentity", "ana")));

        World.World.Caller = null;
        await Done<UpdateAssumeRolePolicy>(("RoleName", "reader"), ("PolicyDocument", Trust("""{"AWS":"arn:aws:iam::000000000000:user/ana"}""", action: """["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]""")));
        World.World.Caller = await User("ana", null);
        var assumed = await Assume(("Tags", new[] { ("team", "a") }), ("SourceIdentity", "ana"), ("TransitiveTagKeys", new[] { "team" }));
        var key = await Key(assumed);
        Assert.Equal(("a", "ana"), (key.Principal.Session!.Tags["team"], key.Principal.Session.SourceIdentity));
        Assert.Equal(["team"], key.Principal.Session.TransitiveTags);
        Assert.Equal("ana", assumed.Text("SourceIdentity"));
    }

    // Case 171: what a session was given beside its role is only ever an intersection.
    [Fact]
    public async Task A_session_has_the_rights_of_its_role_narrowed_by_its_policy()
    {
        var pool = World.World.Pool();
        await MakeRole(Trust("""{"AWS":"arn:aws:iam::000000000000:user/ana"}"""), """{"Effect":"Allow","Action":"cognito-idp:*","Resource":"*"}""");
        World.World.Caller = await User("ana", null);
        var whole = (await Key(await Assume())).Principal;
        var narrow = (await Key(await Assume(("Policy", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*:Describe*","Resource":"*"}}""".Replace("*:", "cognito-idp:", StringComparison.Ordinal))))).Principal;
        var managed = (await Key(await Assume(("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/AmazonS3FullAccess")))).Principal;

        Assert.Equal(["{", "AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role/reader/me is not authorized to perform: iam:GetRole"], await Try(whole, pool.Id));
        World.World.Caller = narrow;
        Assert.StartsWith("{", await World.World.Send<DescribeUserPool>($$"""{"UserPoolId":"{{pool.Id}}"}"""));
        Assert.EndsWith("because no session policy allows the cognito-idp:ListUsers action", await World.World.Send<ListUsers>($$"""{"UserPoolId":"{{pool.Id}}"}"""));
        World.World.Caller = managed;
        Assert.EndsWith("because no session policy allows the cognito-idp:DescribeUserPool action", await World.World.Send<DescribeUserPool>($$"""{"UserPoolId":"{{pool.Id}}"}"""));
    }

    // Case 171: a policy of a session that is gone allows nothing.
    [Fact]
    public async Task A_session_whose_policy_was_deleted_may_nothing()
    {
        var pool = World.World.Pool();
        const string arn = "arn:aws:iam::000000000000:policy/narrow";
        await Done<CreatePolicy>(("PolicyName", "narrow"), ("PolicyDocument", """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}"""));
        await MakeRole(Trust("""{"AWS":"arn:aws:iam::000000000000:user/ana"}"""), """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        World.World.Caller = await User("ana", null);
        var session = (await Key(await Assume(("Policy", QueryWorld.AllowAll), ("PolicyArns.member.1.arn", arn)))).Principal;
        var describe = $$"""{"UserPoolId":"{{pool.Id}}"}""";
        World.World.Caller = session;
        Assert.StartsWith("{", await World.World.Send<DescribeUserPool>(describe));
        World.World.Caller = null;
        await Done<DeletePolicy>(("PolicyArn", arn));
        World.World.Caller = session;
        Assert.EndsWith("with an explicit deny in a session policy", await World.World.Send<DescribeUserPool>(describe));
    }

    [Fact]
    public async Task A_session_ends_and_ends_with_its_role()
    {
        var pool = World.World.Pool();
        await MakeRole(Trust("""{"AWS":"arn:aws:iam::000000000000:user/ana"}"""), """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        World.World.Caller = await User("ana", null);
        var session = (await Key(await Assume(("DurationSeconds", 900)))).Principal;
        World.World.Caller = session;
        var describe = $$"""{"UserPoolId":"{{pool.Id}}"}""";
        Assert.StartsWith("{", await World.World.Send<DescribeUserPool>(describe));
        World.World.Wait(TimeSpan.FromSeconds(899));
        Assert.StartsWith("{", await World.World.Send<DescribeUserPool>(describe));
        World.World.Wait(TimeSpan.FromSeconds(1));
        Assert.StartsWith("AccessDenied", await World.World.Send<DescribeUserPool>(describe));
    }

    [Fact]
    public async Task Sessions_of_before_a_moment_are_ended_by_a_policy()
    {
        var pool = World.World.Pool();
        await MakeRole(Trust("""{"AWS":"arn:aws:iam::000000000000:user/ana"}"""), """
            {"Effect":"Allow","Action":"*","Resource":"*"},
            {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-09-01T09:30:00Z"}}}
            """);
        var describe = $$"""{"UserPoolId":"{{pool.Id}}"}""";
        var ana = await User("ana", null);
        World.World.Caller = ana;
        var before = (await Key(await Assume())).Principal;
        World.World.Wait(TimeSpan.FromMinutes(30));
        World.World.Caller = ana;
        var after = (await Key(await Assume())).Principal;
        World.World.Caller = before;
        Assert.EndsWith("with an explicit deny in an identity-based policy", await World.World.Send<DescribeUserPool>(describe));
        World.World.Caller = after;
        Assert.StartsWith("{", await World.World.Send<DescribeUserPool>(describe));
    }

    [Fact]
    public async Task A_session_of_an_identity_that_is_kept_out_may_nothing()
    {
        var role = await MakeRole(QueryWorld.Trust, """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        var pool = World.World.Pool();
        World.World.Caller = new RolePrincipal(QueryWorld.Account, "reader", role, "CognitoIdentityCredentials")
        {
            Session = new(World.World.Now, World.World.Now.AddHours(1)) { IdentityId = "eu-central-1:1" },
        };
        var describe = $$"""{"UserPoolId":"{{pool.Id}}"}""";
        Assert.StartsWith("{", await World.World.Send<DescribeUserPool>(describe));
        World.World.Standing.Fallen.Add("eu-central-1:1");
        Assert.StartsWith("AccessDenied", await World.World.Send<DescribeUserPool>(describe));
    }

    [Fact]
    public async Task Sessions_last_as_long_as_the_role_says_and_an_hour_when_one_follows_another()
    {
        await MakeRole(Trust("""{"AWS":["arn:aws:iam::000000000000:user/ana","arn:aws:iam::000000000000:role/app/reader"]}"""));
        World.World.Caller = await User("ana", null);
        Assert.Equal("ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", await Refused(("DurationSeconds", 3601)));
        World.World.Caller = null;
        await Done<UpdateRole>(("RoleName", "reader"), ("MaxSessionDuration", 43200));
        World.World.Caller = await User("ana", null);
        Assert.Equal("2026-09-01T21:08:07Z", (await Assume(("DurationSeconds", 43200))).Text("Expiration"));
        World.World.Caller = (await Key(await Assume())).Principal;
        Assert.Equal("ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining", await Refused(("DurationSeconds", 3601)));
        Assert.True((await Key(await Assume())).Principal.Session!.IsChained);
    }

    [Fact]
    public async Task A_role_that_follows_another_ends_with_the_identity_that_began()
    {
        var role = await MakeRole(Trust("""{"AWS":"arn:aws:iam::000000000000:role/app/reader"}"""), """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        var first = new RolePrincipal(QueryWorld.Account, "reader", role, "CognitoIdentityCredentials")
        {
            Session = new(World.World.Now, World.World.Now.AddHours(1)) { IdentityId = "eu-central-1:1" },
        };
        World.World.Caller = first;
        var second = (await Key(await Assume())).Principal;
        World.World.Standing.Fallen.Add("eu-central-1:1");
        Assert.StartsWith("AccessDenied", await Refused());
        World.World.Caller = second;
        Assert.StartsWith("AccessDenied", await Refused<GetRole>(("RoleName", "reader")));
        Assert.StartsWith("AccessDenied", await Refused());
        World.World.Standing.Fallen.Clear();
        await Done<GetRole>(("RoleName", "reader"));
    }

    [Fact]
    public async Task Who_was_lent_rights_takes_on_no_role()
    {
        await MakeRole(QueryWorld.Trust);
        World.World.Caller = await User("ana", """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        World.World.Caller = (await Key(await Done<GetFederationToken>(("Name", "bob"), ("Policy", QueryWorld.AllowAll)))).Principal;
        Assert.StartsWith("AccessDenied", await Refused());
    }

    [Fact]
    public async Task Transitive_tags_are_handed_on()
    {
        await MakeRole(Trust("""{"AWS":["arn:aws:iam::000000000000:user/ana","arn:aws:iam::000000000000:role/app/reader"]}""", action: """["sts:AssumeRole","sts:TagSession"]"""));
        World.World.Caller = await User("ana", null);
        World.World.Caller = (await Key(await Assume(("Tags", new[] { ("team", "a"), ("own", "b") }), ("TransitiveTagKeys", new[] { "team" })))).Principal;
        var chained = (await Key(await Assume())).Principal.Session!;
        Assert.Equal("a", Assert.Single(chained.Tags).Value);
        Assert.Equal(["team"], chained.TransitiveTags);
    }

    // What was handed on is what somebody else vouched for.
    [Theory]
    [InlineData("team")]
    [InlineData("TEAM")]
    public async Task A_tag_that_was_handed_on_is_not_set_anew(string key)
    {
        await Follow("""["sts:AssumeRole","sts:TagSession"]""", ("Tags", new[] { ("team", "a") }), ("TransitiveTagKeys", new[] { "team" }));
        Assert.StartsWith("ValidationError: One of the specified tag keys can't be set because it conflicts", await Refused(("Tags", new[] { (key, "b") })));
        var chained = (await Key(await Assume(("Tags", new[] { ("own", "b") }), ("TransitiveTagKeys", new[] { "own", "Team" })))).Principal.Session!;
        Assert.Equal(("a", "b"), (chained.Tags["team"], chained.Tags["own"]));
        Assert.Equal(["team", "own"], chained.TransitiveTags);
    }

    // A key that is never told satisfies "all of them" and no refusal.
    [Fact]
    public async Task A_role_may_ask_which_tags_a_session_gets()
    {
        await MakeRole(Trust(
            """{"AWS":"arn:aws:iam::000000000000:user/ana"}""",
            ""","Condition":{"StringEquals":{"aws:RequestTag/team":"a"},"ForAllValues:StringEquals":{"aws:TagKeys":["team","own"],"sts:TransitiveTagKeys":"team"}}""",
            """["sts:AssumeRole","sts:TagSession"]"""));
        World.World.Caller = await User("ana", null);
        Assert.StartsWith("AccessDenied", await Refused());
        Assert.StartsWith("AccessDenied", await Refused(("Tags", new[] { ("team", "b") })));
        Assert.StartsWith("AccessDenied", await Refused(("Tags", new[] { ("team", "a"), ("admin", "1") })));
        Assert.StartsWith("AccessDenied", await Refused(("Tags", new[] { ("team", "a"), ("own", "1") }), ("TransitiveTagKeys", new[] { "own" })));
        await Assume(("Tags", new[] { ("team", "a"), ("own", "1") }), ("TransitiveTagKeys", new[] { "team" }));
    }

    [Fact]
    public async Task Only_tags_that_are_there_are_handed_on()
    {
        await MakeRole(Trust("""{"AWS":"arn:aws:iam::000000000000:user/ana"}""", action: """["sts:AssumeRole","sts:TagSession"]"""));
        World.World.Caller = await User("ana", null);
        const string refusal = "ValidationError: The specified transitive tag key must be included in the requested tags.";
        Assert.Equal(refusal, await Refused(("TransitiveTagKeys", new[] { "team" })));
        Assert.Equal(refusal, await Refused(("Tags", new[] { ("team", "a") }), ("TransitiveTagKeys", new[] { "team", "own" })));
    }

    [Fact]
    public async Task Who_began_a_chain_is_named_to_its_end_and_each_role_must_let_them_be()
    {
        await Follow("""["sts:AssumeRole","sts:SetSourceIdentity"]""", ("SourceIdentity", "ana"));
        Assert.StartsWith("AccessDenied", await Refused(("SourceIdentity", "eve")));
        var same = await Assume(("SourceIdentity", "ana"));
        Assert.Equal(("ana", "ana"), (same.Text("SourceIdentity"), (await Key(await Assume())).Principal.Session!.SourceIdentity));

        await Trusts("""["sts:AssumeRole","sts:SetSourceIdentity"]""", ""","Condition":{"StringEquals":{"sts:SourceIdentity":"eve"}}""");
        Assert.StartsWith("AccessDenied", await Refused());
        await Trusts("\"sts:AssumeRole\"");
        Assert.StartsWith("AccessDenied", await Refused());
    }

    [Fact]
    public async Task Who_lends_rights_tags_them_only_where_a_policy_lets_them()
    {
        World.World.Caller = await User("ana", """{"Effect":"Allow","Action":"sts:GetFederationToken","Resource":"*"}""");
        Task<string> Lend(string team) => Refused<GetFederationToken>(("Name", "bob"), ("Tags", new[] { ("team", team) }));
        Assert.Equal("It was done.", await Refused<GetFederationToken>(("Name", "bob")));
        Assert.StartsWith("AccessDenied", await Lend("red"));
        World.World.Caller = await User("ana", """
            {"Effect":"Allow","Action":"sts:GetFederationToken","Resource":"*"},
            {"Effect":"Allow","Action":"sts:TagSession","Resource":"arn:aws:sts::000000000000:federated-user/bob","Condition":{"StringEquals":{"aws:RequestTag/team":"red"}}}
            """);
        Assert.Equal("It was done.", await Lend("red"));
        Assert.StartsWith("AccessDenied", await Lend("blue"));
        World.World.Caller = UserPools.World.Root.Principal;
        Assert.Equal("It was done.", await Lend("blue"));
    }

    [Theory]
    [InlineData("{}", "MalformedPolicyDocument: ")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}""", "MalformedPolicyDocument: ")]
    public async Task A_policy_for_a_session_must_be_one(string document, string said)
    {
        await MakeRole(Trust("""{"AWS":"arn:aws:iam::000000000000:user/ana"}"""));
        World.World.Caller = await User("ana", null);
        Assert.StartsWith(said, await Refused(("Policy", document)));
        Assert.StartsWith("MalformedPolicyDocument: ", await Refused(("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/None")));
    }

    [Fact]
    public async Task A_session_carries_so_much_and_says_how_much()
    {
        await MakeRole(Trust("""{"AWS":"arn:aws:iam::000000000000:user/ana"}""", action: """["sts:AssumeRole","sts:TagSession"]"""));
        World.World.Caller = await User("ana", null);
        var some = await Assume(("Tags", new[] { ("team", "a") }));
        Assert.InRange(int.Parse(some.Text("PackedPolicySize")!), 1, 10);
        var random = new Random(1);
        var noise = Enumerable.Range(0, 50).Select(i => ($"k{i}", string.Concat(Enumerable.Range(0, 200).Select(_ => (char)random.Next('a', 'z'))))).ToArray();
        Assert.StartsWith("PackedPolicyTooLarge: ", await Refused(("Tags", noise)));
        Assert.StartsWith("ValidationError: ", await Refused(("Tags", new[] { ("a", "1"), ("A", "2") })));
    }

    [Fact]
    public async Task Root_takes_on_no_role()
    {
        await MakeRole(QueryWorld.Trust);
        World.World.Caller = UserPools.World.Root.Principal;
        Assert.Equal("AccessDeniedException: Roles may not be assumed by root accounts.", await Refused());
    }

    [Fact]
    public async Task A_session_token_is_oneself_for_a_time_and_manages_no_access()
    {
        var pool = World.World.Pool();
        World.World.Caller = await User("ana", """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        var said = await Done<GetSessionToken>(("DurationSeconds", 900));
        Assert.Equal("2026-09-01T09:23:07Z", said.Text("Expiration"));
        World.World.Caller = (await Key(said)).Principal;
        Assert.StartsWith("{", await World.World.Send<DescribeUserPool>($$"""{"UserPoolId":"{{pool.Id}}"}"""));
        Assert.StartsWith("AccessDenied", await Refused<ListUsersOfIam>());
        Assert.StartsWith("AccessDenied", await Refused<GetSessionToken>());
        Assert.StartsWith("AccessDenied", await Refused<GetFederationToken>(("Name", "bob")));
        Assert.Equal("arn:aws:iam::000000000000:user/ana", (await Done<GetCallerIdentity>()).Text("Arn"));
    }

    // Case 171: a policy that is wider than the rights of the lender.
    [Fact]
    public async Task Lent_rights_are_those_of_the_lender_and_of_the_policy_at_once()
    {
        var pool = World.World.Pool();
        var describe = $$"""{"UserPoolId":"{{pool.Id}}"}""";
        var ana = await User("ana", """{"Effect":"Allow","Action":["cognito-idp:Describe*","sts:GetFederationToken"],"Resource":"*"}""");
        World.World.Caller = ana;
        var said = await Done<GetFederationToken>(("Name", "bob"), ("Policy", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"cognito-idp:*","Resource":"*"}}"""));
        Assert.Equal(("arn:aws:sts::000000000000:federated-user/bob", "000000000000:bob"), (said.Text("Arn"), said.Text("FederatedUserId")));
        World.World.Caller = (await Key(said)).Principal;
        Assert.StartsWith("{", await World.World.Send<DescribeUserPool>(describe));
        Assert.StartsWith("AccessDenied", await World.World.Send<DeleteUserPool>(describe));

        World.World.Caller = ana;
        World.World.Caller = (await Key(await Done<GetFederationToken>(("Name", "bob")))).Principal;
        Assert.StartsWith("AccessDenied", await World.World.Send<DescribeUserPool>(describe));
    }

    [Fact]
    public async Task To_whom_a_key_belongs_is_told() =>
        Assert.Equal("000000000000", (await Done<GetAccessKeyInfo>(("AccessKeyId", "AKIAANYKEYATALLEVER1"))).Text("Account"));

    [Fact]
    public async Task Why_something_was_refused_is_told_to_whom_may_know()
    {
        var messages = World.World.Get<AuthorizationMessages>();
        var sealedUp = messages.Seal(new RolePrincipal(QueryWorld.Account, "r", "AROA1", "me"), new("s3:GetObject", ["arn:aws:s3:::b/k"]) { Context = new Dictionary<string, IReadOnlyList<string>> { ["aws:SourceIp"] = ["192.0.2.1"] } }, default);
        var told = (await Done<DecodeAuthorizationMessage>(("EncodedMessage", sealedUp))).Text("DecodedMessage")!;
        Assert.Contains("\"allowed\":false,\"explicitDeny\":false", told);
        Assert.Contains("\"arn\":\"arn:aws:sts::000000000000:assumed-role/r/me\"},\"action\":\"s3:GetObject\",\"resource\":\"arn:aws:s3:::b/k\"", told);
        Assert.Contains("192.0.2.1", told);
        foreach (var wrong in new[] { "AAAA", sealedUp[..^2], "!" })
            Assert.Equal("InvalidAuthorizationMessageException: Message is not valid", await Refused<DecodeAuthorizationMessage>(("EncodedMessage", wrong)));
        World.World.Caller = await User("eve", null);
        Assert.StartsWith("AccessDenied", await Refused<DecodeAuthorizationMessage>(("EncodedMessage", sealedUp)));
    }

    private static string Trust(string principal, string more = "", string action = "\"sts:AssumeRole\"") =>
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":""" + principal + ",\"Action\":" + action + more + "}}";

    private async Task<string[]> Try(Principal who, string pool)
    {
        World.World.Caller = who;
        return [(await World.World.Send<DescribeUserPool>($$"""{"UserPoolId":"{{pool}}"}"""))[..1], (await Refused<GetRole>(("RoleName", "reader"))).Split(" on resource")[0]];
    }

    // Whoever follows is who took on the role before.
    private async Task Follow(string actions, params (string Name, object Value)[] first)
    {
        await MakeRole(QueryWorld.Trust);
        await Trusts(actions);
        World.World.Caller = await User("ana", null);
        World.World.Caller = (await Key(await Assume(first))).Principal;
    }

    private async Task Trusts(string actions, string more = "")
    {
        var who = World.World.Caller;
        World.World.Caller = null;
        var trust = Trust("""{"AWS":["arn:aws:iam::000000000000:user/ana","arn:aws:iam::000000000000:role/app/reader"]}""", more, actions);
        await Done<UpdateAssumeRolePolicy>(("RoleName", "reader"), ("PolicyDocument", trust));
        World.World.Caller = who;
    }

    // Only who is there can be trusted: ana, and by itself the role.
    private async Task<string> MakeRole(string trust, string? statements = null)
    {
        await User("ana", null);
        var made = await Done<CreateRole>(("RoleName", "reader"), ("Path", "/app/"), ("AssumeRolePolicyDocument", QueryWorld.Trust));
        await Done<UpdateAssumeRolePolicy>(("RoleName", "reader"), ("PolicyDocument", trust));
        if (statements is not null)
            await Done<PutRolePolicy>(("RoleName", "reader"), ("PolicyName", "p"), ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}"""));
        return made.Text("RoleId")!;
    }

    private async Task<UserPrincipal> User(string name, string? statements)
    {
        var users = World.World.Get<IParts<IamUser>>();
        var (who, key) = (World.World.Caller, name.ToLowerInvariant());
        World.World.Caller = null;
        if (await users.Find("", "", key, default) is null)
            await Done<CreateUser>(("UserName", name));
        if (statements is not null)
            await Done<PutUserPolicy>(("UserName", name), ("PolicyName", "p"), ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}"""));
        World.World.Caller = who;
        var user = (await users.Find("", "", key, default))!;
        return new(QueryWorld.Account, user.Path, user.Name, user.Id);
    }

    private Task<System.Xml.Linq.XElement> Assume(params (string Name, object Value)[] more) => Done<AssumeRole>([("RoleArn", Role), ("RoleSessionName", "me"), .. more]);

    private Task<string> Refused(params (string Name, object Value)[] more) => Refused<AssumeRole>([("RoleArn", Role), ("RoleSessionName", "me"), .. more]);

    private async Task<AccessKey> Key(System.Xml.Linq.XElement said)
    {
        var key = await World.World.Get<IAccessKeys>().Find(said.Text("AccessKeyId")!, said.Text("SessionToken"), default);
        Assert.Equal(said.Text("SecretAccessKey"), key!.Secret);
        return key;
    }
}
