using Gatehouse.Access;
using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using Gatehouse.Operations.IdentityPools;
using Gatehouse.Operations.Sts;
using Gatehouse.Tests.Iam;
using Gatehouse.Tests.UserPools;
using static Gatehouse.Tests.IdentityPools.Maker;

namespace Gatehouse.Tests.IdentityPools;

/// <summary>What identities get for what they proved, and what it opens.</summary>
public class CredentialsTests : IamTest
{
    private const string Corp = "idp.example.com/t";
    private const string Member = "arn:aws:iam::000000000000:role/member";
    private const string Guest = "arn:aws:iam::000000000000:role/guest";
    private const string Own = """{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::bucket/${cognito-identity.amazonaws.com:sub}/*"}""";
    private const string Public = """{"Effect":"Allow","Action":["s3:GetObject","iam:GetRole"],"Resource":["arn:aws:s3:::bucket/public/*","arn:aws:iam::*:role/*"]}""";

    private readonly TestIssuer corp;

    public CredentialsTests()
    {
        corp = new(World.World, "https://idp.example.com/t");
        World.World.Get<IParts<OidcTrust>>().Add(new OidcTrust(Corp, World.World.Now) { ClientIds = ["app"] }, default).Done();
    }

    [Fact]
    public async Task Each_gets_at_their_own_and_guests_at_what_is_public()
    {
        var pool = await Pool();
        var (jo, ana, guest) = (await Come(pool, "jo"), await Come(pool, "ana"), await Come(pool, null));
        Assert.Equal("arn:aws:sts::000000000000:assumed-role/member/CognitoIdentityCredentials", jo.Key.Principal.Arn);
        Assert.Equal(World.World.Now.AddHours(1), jo.Key.Expires);
        foreach (var (who, other) in new[] { (jo, ana), (ana, jo) })
        {
            Assert.True(await May(who, "s3:PutObject", $"arn:aws:s3:::bucket/{who.Id}/a"));
            Assert.False(await May(who, "s3:GetObject", $"arn:aws:s3:::bucket/{other.Id}/a"));
            Assert.False(await May(who, "s3:GetObject", "arn:aws:s3:::bucket/public/a"));
            Assert.False(await May(who, "s3:DeleteObject", $"arn:aws:s3:::bucket/{who.Id}/a"));
        }

        Assert.True(await May(guest, "s3:GetObject", "arn:aws:s3:::bucket/public/a"));
        Assert.False(await May(guest, "s3:PutObject", "arn:aws:s3:::bucket/public/a"));
        Assert.False(await May(guest, "s3:GetObject", $"arn:aws:s3:::bucket/{jo.Id}/a"));
    }

    // Case 171: what guests may is an intersection too.
    [Fact]
    public async Task A_guest_may_no_more_than_guests_may_whatever_their_role_allows()
    {
        var guest = await Come(await Pool(), null);
        Assert.False(await May(guest, "iam:GetRole", Guest));
        Assert.Equal([BuiltInPolicies.GuestSession], guest.Key.Principal.Session!.PolicyArns);
    }

    [Fact]
    public async Task A_role_that_does_not_trust_the_pool_is_not_given()
    {
        var (pool, other) = (await Pool(), await Pool(makeRoles: false));
        await Roles(other);
        var identity = await World.World.Id(other, (Corp, corp.Token("jo")));
        var said = await Credentials(identity, (Corp, corp.Token("jo")));
        Assert.Equal("InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. Check assigned IAM roles for this pool.", said.Refusal);
        Assert.True((await Credentials(await World.World.Id(pool, (Corp, corp.Token("jo"))), (Corp, corp.Token("jo")))).IsOk);
    }

    [Fact]
    public async Task A_pool_without_roles_and_an_identity_without_its_login_give_nothing()
    {
        var pool = await World.World.PoolId(Asked);
        var identity = await World.World.Id(pool, (Corp, corp.Token("jo")));
        Assert.StartsWith("InvalidIdentityPoolConfigurationException: ", (await Credentials(identity, (Corp, corp.Token("jo")))).Refusal);
        Assert.StartsWith("NotAuthorizedException: Logins don't match.", (await Credentials(identity)).Refusal);
        Assert.StartsWith("NotAuthorizedException: Invalid login token.", (await Credentials(identity, (Corp, corp.Token("jo") + "x"))).Refusal);
        Assert.StartsWith("ResourceNotFoundException: ", (await Credentials("eu-central-1:00000000-0000-4000-8000-000000000000")).Refusal);
        Assert.Equal("NotAuthorizedException: Access to Role is forbidden", (await World.World.Call(World.World.Op<GetCredentialsForIdentity>(), new GetCredentialsForIdentityInput
        {
            IdentityId = identity, Logins = Map((Corp, corp.Token("jo"))), CustomRoleArn = Member,
        })).Refusal);
    }

    [Fact]
    public async Task Credentials_end_with_the_identity_the_pool_and_the_hour()
    {
        var pool = await Pool();
        var jo = await Come(pool, "jo");
        var own = $"arn:aws:s3:::bucket/{jo.Id}/a";
        Assert.True(await May(jo, "s3:GetObject", own));
        World.World.Standing.Fallen.Add(jo.Id);
        Assert.False(await May(jo, "s3:GetObject", own));
        World.World.Standing.Fallen.Clear();
        World.World.Wait(TimeSpan.FromHours(1));
        Assert.False(await May(jo, "s3:GetObject", own));

        var standing = new IdentityStanding(World.World.Get<IPooledIdentities>(), World.World.Get<IIdentityPools>());
        Assert.True(await standing.Stands(jo.Id, default));
        await World.World.Call(World.World.Op<DeleteIdentities>(), new DeleteIdentitiesInput { IdentityIdsToDelete = [jo.Id] });
        Assert.False(await standing.Stands(jo.Id, default));
    }

    [Fact]
    public async Task The_basic_way_takes_on_a_role_by_a_token_of_the_pool()
    {
        var pool = await Pool();
        var identity = await World.World.Id(pool, (Corp, corp.Token("jo")));
        var token = (await World.World.Token(identity, (Corp, corp.Token("jo")))).Ok.Token!;
        var said = await Done<AssumeRoleWithWebIdentity>(("RoleArn", Member), ("RoleSessionName", "web"), ("WebIdentityToken", token));
        Assert.Equal((identity, pool, "cognito-identity.amazonaws.com"), (said.Text("SubjectFromWebIdentityToken"), said.Text("Audience"), said.Text("Provider")));
        Assert.Equal("arn:aws:sts::000000000000:assumed-role/member/web", said.Text("Arn"));
        var key = (await World.World.Get<IAccessKeys>().Find(said.Text("AccessKeyId")!, said.Text("SessionToken"), default))!;
        Assert.True(await May((identity, key), "s3:GetObject", $"arn:aws:s3:::bucket/{identity}/a"));

        Assert.StartsWith("AccessDeniedException: Not authorized to perform sts:AssumeRoleWithWebIdentity", await Web(Guest, token));
        Assert.StartsWith("AccessDeniedException: ", await Web(Member + "s", token));
        Assert.StartsWith("InvalidIdentityToken: ", await Web(Member, token[..^4] + "AAAA"));
        World.World.Wait(TimeSpan.FromMinutes(10));
        Assert.StartsWith("ExpiredTokenException: Token expired", await Web(Member, token));
    }

    // Case 171: what guests may at most bounds the roles that a pool gives, not those that guests take on by themselves.
    [Fact]
    public async Task The_basic_way_gives_guests_all_that_their_role_allows()
    {
        var identity = await World.World.Id(await Pool());
        var token = (await World.World.Token(identity)).Ok.Token!;
        var said = await Done<AssumeRoleWithWebIdentity>(("RoleArn", Guest), ("RoleSessionName", "web"), ("WebIdentityToken", token));
        var key = (await World.World.Get<IAccessKeys>().Find(said.Text("AccessKeyId")!, said.Text("SessionToken"), default))!;
        Assert.True(await May((identity, key), "iam:GetRole", Guest));
        Assert.Empty(key.Principal.Session!.Tags);
        Assert.StartsWith("AccessDeniedException: ", await Web(Member, token));
    }

    // Case 165: the account, the names and the ids may be the same; the keys are not.
    [Fact]
    public async Task A_token_of_another_installation_takes_on_no_role()
    {
        var (pool, there) = (await Pool(), new UserPools.World());
        var same = new PooledIdentity { Id = await World.World.Id(pool), PoolId = pool, Created = there.Now, Modified = there.Now };
        var theirs = await there.Get<IdentityTokens>().Issue(same, ["authenticated"], Map(), TimeSpan.FromMinutes(10), default);
        var ours = await World.World.Get<IdentityTokens>().Issue(same, ["authenticated"], Map(), TimeSpan.FromMinutes(10), default);
        Assert.Equal("It was done.", await Web(Member, ours));
        Assert.Equal("InvalidIdentityToken: Couldn't verify signed token.", await Web(Member, theirs));
    }

    [Fact]
    public async Task A_token_of_somebody_kept_out_takes_on_no_role()
    {
        var pool = await Pool();
        var identity = await World.World.Id(pool, (Corp, corp.Token("jo")));
        var token = (await World.World.Token(identity, (Corp, corp.Token("jo")))).Ok.Token!;
        World.World.Standing.Fallen.Add(identity);
        Assert.StartsWith("InvalidIdentityToken: ", await Web(Member, token));
    }

    [Fact]
    public async Task A_role_may_trust_an_OpenID_provider_itself()
    {
        await Done<Operations.Iam.CreateRole>(("RoleName", "corp"), ("AssumeRolePolicyDocument", """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/idp.example.com/t"},
             "Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"idp.example.com/t:aud":"app","idp.example.com/t:sub":"jo"}}}}
            """));
        const string role = "arn:aws:iam::000000000000:role/corp";
        Assert.Equal("It was done.", await Web(role, corp.Token("jo")));
        Assert.StartsWith("AccessDeniedException: ", await Web(role, corp.Token("ana")));
        Assert.StartsWith("InvalidIdentityToken: ", await Web(role, corp.Token("jo", "other")));
        Assert.StartsWith("InvalidIdentityToken: No OpenIDConnect provider found", await Web(role, new TestIssuer(World.World, "https://nobody.example.com").Token("jo")));
        Assert.StartsWith("InvalidIdentityToken: ", await Web(role, "no.token.at-all"));
        Assert.StartsWith("ValidationError: ", (await World.Ask<AssumeRoleWithWebIdentity>(("RoleArn", role), ("RoleSessionName", "web"), ("WebIdentityToken", corp.Token("jo")), ("DurationSeconds", 7200))).Refusal!);
    }

    [Fact]
    public async Task Claims_become_tags_where_the_role_lets_them()
    {
        var pool = await Pool();
        await World.World.Call(World.World.Op<SetPrincipalTagAttributeMap>(), new SetPrincipalTagAttributeMapInput
        {
            IdentityPoolId = pool, IdentityProviderName = Corp, PrincipalTags = Map(("who", "sub")),
        });
        var identity = await World.World.Id(pool, (Corp, corp.Token("jo")));
        Assert.StartsWith("InvalidIdentityPoolConfigurationException: ", (await Credentials(identity, (Corp, corp.Token("jo")))).Refusal);
        await Done<Operations.Iam.UpdateAssumeRolePolicy>(("RoleName", "member"), ("PolicyDocument", Trust(pool, "authenticated", """["sts:AssumeRoleWithWebIdentity","sts:TagSession"]""")));
        Assert.Equal("jo", (await Come(pool, "jo")).Key.Principal.Session!.Tags["who"]);
    }

    // A person may write into a claim what they like.
    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public async Task A_claim_becomes_no_tag_that_no_tag_can_be(int length, bool isLet)
    {
        var pool = await Tagged(("who", "nickname"));
        var token = corp.Token("jo", change: claims => claims["nickname"] = new string('x', length));
        var identity = await World.World.Id(pool, (Corp, token));
        var enhanced = await Credentials(identity, (Corp, token));
        Assert.Equal(isLet ? "It was done." : "NotAuthorizedException: Invalid login token. It says more than a session can carry.", enhanced.IsOk ? "It was done." : enhanced.Refusal);
        var basic = await Web(Member, (await World.World.Token(identity, (Corp, token))).Ok.Token!);
        Assert.Equal(isLet ? "It was done." : "ValidationError: A session has 50 tags at most, with keys of 128 characters and values of 256.", basic);
    }

    [Fact]
    public async Task Claims_that_no_session_can_carry_are_refused()
    {
        var random = new Random(1);
        var claims = Enumerable.Range(0, 50).Select(i => ($"tag{i}", $"claim{i}")).ToArray();
        var pool = await Tagged(claims);
        var token = corp.Token("jo", change: said =>
        {
            foreach (var (_, claim) in claims)
                said[claim] = string.Concat(Enumerable.Range(0, 200).Select(_ => (char)random.Next('a', 'z')));
        });
        var identity = await World.World.Id(pool, (Corp, token));
        Assert.Equal("NotAuthorizedException: Invalid login token. It says more than a session can carry.", (await Credentials(identity, (Corp, token))).Refusal);
    }

    [Fact]
    public async Task A_role_may_ask_whence_an_identity_comes()
    {
        var pool = await Pool();
        await Done<Operations.Iam.UpdateAssumeRolePolicy>(
            ("RoleName", "member"), ("PolicyDocument", Trust(pool, "authenticated").Replace("\"StringEquals\"", "\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"},\"StringEquals\"", StringComparison.Ordinal)));
        var identity = await World.World.Id(pool, (Corp, corp.Token("jo")));
        foreach (var (address, isLet) in new[] { ("192.0.2.7", true), ("198.51.100.7", false) })
        {
            World.World.Peer = System.Net.IPAddress.Parse(address);
            Assert.Equal(isLet, (await Credentials(identity, (Corp, corp.Token("jo")))).IsOk);
        }
    }

    private async Task<string> Tagged(params (string Tag, string Claim)[] claims)
    {
        var pool = await Pool();
        await Done<Operations.Iam.UpdateAssumeRolePolicy>(("RoleName", "member"), ("PolicyDocument", Trust(pool, "authenticated", """["sts:AssumeRoleWithWebIdentity","sts:TagSession"]""")));
        await World.World.Call(World.World.Op<SetPrincipalTagAttributeMap>(), new SetPrincipalTagAttributeMapInput
        {
            IdentityPoolId = pool, IdentityProviderName = Corp, PrincipalTags = Map(claims),
        });
        return pool;
    }

    private static CreateIdentityPoolInput Asked(CreateIdentityPoolInput asked) => asked with
    {
        AllowUnauthenticatedIdentities = true, AllowClassicFlow = true, OpenIdConnectProviderARNs = [Account + "oidc-provider/idp.example.com/t"],
    };

    private static string Trust(string pool, string method, string action = "\"sts:AssumeRoleWithWebIdentity\"") => $$"""
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":{{action}},
         "Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"{{pool}}"},"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"{{method}}"} } } }
        """;

    private async Task<string> Pool(bool makeRoles = true)
    {
        var pool = await World.World.PoolId(Asked);
        if (!makeRoles)
            return pool;

        foreach (var (name, method, statement) in new[] { ("member", "authenticated", Own), ("guest", "unauthenticated", Public) })
        {
            await Done<Operations.Iam.CreateRole>(("RoleName", name), ("AssumeRolePolicyDocument", Trust(pool, method)));
            await Done<Operations.Iam.PutRolePolicy>(("RoleName", name), ("PolicyName", "p"), ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":{{statement}}}"""));
        }

        await Roles(pool);
        return pool;
    }

    private async Task Roles(string pool) => Assert.True((await World.World.Call(World.World.Op<SetIdentityPoolRoles>(), new SetIdentityPoolRolesInput
    {
        IdentityPoolId = pool, Roles = Map(("authenticated", Member), ("unauthenticated", Guest)),
    })).IsOk);

    private Task<UserPools.Said<GetCredentialsForIdentityResponse>> Credentials(string identity, params (string Provider, string Token)[] logins) => World.World.Call(
        World.World.Op<GetCredentialsForIdentity>(), new GetCredentialsForIdentityInput { IdentityId = identity, Logins = logins.Length == 0 ? null : Map(logins) });

    private async Task<(string Id, AccessKey Key)> Come(string pool, string? subject)
    {
        (string, string)[] logins = subject is null ? [] : [(Corp, corp.Token(subject))];
        var identity = await World.World.Id(pool, logins);
        var given = (await Credentials(identity, logins)).Ok.Credentials!;
        return (identity, (await World.World.Get<IAccessKeys>().Find(given.AccessKeyId!, given.SessionToken, default))!);
    }

    private async Task<bool> May((string Id, AccessKey Key) who, string action, string resource) =>
        (await World.World.Get<Authority>().Decide(who.Key.Principal, new(action, [resource]), default)).IsAllowed;

    private Task<string> Web(string role, string token) => Refused<AssumeRoleWithWebIdentity>(("RoleArn", role), ("RoleSessionName", "web"), ("WebIdentityToken", token));
}
