using Gatehouse.Access;
using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using Gatehouse.Operations.Iam;
using Gatehouse.Operations.IdentityPools;
using Gatehouse.Tests.Federation.Saml;
using Gatehouse.Tests.Iam;
using Gatehouse.Tests.UserPools;
using static Gatehouse.Tests.IdentityPools.Maker;

namespace Gatehouse.Tests.IdentityPools;

/// <summary>Assertions are logins of identity pools.</summary>
public sealed class SamlLoginTests : IamTest
{
    private const string Corp = Account + "saml-provider/corp";
    private const string Department = "https://corp.example/department";
    private const string Name = "https://aws.amazon.com/SAML/Attributes/";

    private int count;

    private World Here => World.World;

    // Case 139: an SDK shows it again and again, to one pool.
    [Fact]
    public async Task An_assertion_is_a_login_as_long_as_it_is_good()
    {
        var pool = await Pool();
        var login = (Corp, Respond("jo"));
        var identity = await Here.Id(pool, login);
        Assert.Equal(identity, await Here.Id(pool, login));
        await Credentials(identity, login);
        Here.Wait(TimeSpan.FromSeconds(300));
        await Credentials(identity, login);
        Here.Wait(TimeSpan.FromSeconds(60));
        Assert.Equal("NotAuthorizedException: Invalid login token. The SAML assertion has expired.", (await Here.GetId(pool, login)).Refusal);
        Assert.Equal([Corp], (await Here.DescribeId(identity)).Ok.Logins!);
        Assert.Equal(identity, await Here.Id(pool, (Corp, Respond("jo"))));
        Assert.NotEqual(identity, await Here.Id(pool, (Corp, Respond("ann"))));
    }

    // Case 137: the person signed out, or was away too long, where they signed in.
    [Fact]
    public async Task An_assertion_is_no_login_after_the_session_at_the_provider()
    {
        var pool = await Pool();
        var draft = Draft("jo");
        var login = (Corp, SamlIdp.One.Respond((draft with { Statement = $"<saml:AuthnStatement SessionNotOnOrAfter=\"{draft.Time(60)}\"/>" }).Xml));
        Here.Wait(TimeSpan.FromSeconds(59));
        await Here.Id(pool, login);
        Here.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal("NotAuthorizedException: Invalid login token. The session at the identity provider has ended.", (await Here.GetId(pool, login)).Refusal);
    }

    // Case 139: at two pools.
    [Fact]
    public async Task An_assertion_is_good_for_the_pool_that_took_it_first()
    {
        var (pool, other) = (await Pool(), await Here.PoolId(Asked));
        var login = (Corp, Respond("jo"));
        await Here.Id(other, login);
        Assert.Equal("NotAuthorizedException: Invalid login token. The SAML assertion was used before.", (await Here.GetId(pool, login)).Refusal);
        await Here.Id(other, login);
        await Here.Id(pool, (Corp, Respond("jo")));
    }

    // Case 139: of many at once.
    [Fact]
    public async Task Of_many_pools_at_once_one_takes_it()
    {
        var pools = new List<string>();
        await Pool();
        for (var i = 0; i < 8; i++)
            pools.Add(await Here.PoolId(Asked));

        var login = (Corp, Respond("jo"));
        var answers = await Task.WhenAll(pools.Concat(pools).Select(pool => Task.Run(async () => (Pool: pool, (await Here.GetId(pool, login)).IsOk))));
        var took = Assert.Single(answers.Where(one => one.IsOk).Select(one => one.Pool).Distinct());
        Assert.All(answers, one => Assert.Equal(one.Pool == took, one.IsOk));
    }

    [Fact]
    public async Task A_login_and_a_role_are_two_uses()
    {
        var pool = await Pool();
        await Done<CreateRole>(("RoleName", "direct"), ("AssumeRolePolicyDocument", $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"{{Corp}}" },"Action":"sts:AssumeRoleWithSAML" } }"""));
        var response = Respond("jo", SamlDraft.Attribute(Name + "Role", $"{Account}role/direct,{Corp}"), SamlDraft.Attribute(Name + "RoleSessionName", "jo"));
        await Here.Id(pool, (Corp, response));
        await Done<Operations.Sts.AssumeRoleWithSAML>(("RoleArn", Account + "role/direct"), ("PrincipalArn", Corp), ("SAMLAssertion", response));
        await Here.Id(pool, (Corp, response));
    }

    [Fact]
    public async Task A_pool_believes_the_providers_that_it_names()
    {
        var (pool, other) = (await Pool(), await Here.PoolId(asked => asked with { SamlProviderARNs = [Account + "saml-provider/other"] }));
        Assert.Equal("NotAuthorizedException: Token is not from a supported provider of this identity pool.", (await Here.GetId(other, (Corp, Respond("jo")))).Refusal);
        Assert.Equal("NotAuthorizedException: Token is not from a supported provider of this identity pool.", (await Here.GetId(pool, ("corp", Respond("jo")))).Refusal);
        Assert.Equal("NotAuthorizedException: Token is not from a supported provider of this identity pool.", (await Here.GetId(other, (Account + "saml-provider/other", Respond("jo")))).Refusal);
        Assert.Equal("NotAuthorizedException: Invalid login token. Response signature invalid", (await Here.GetId(pool, (Corp, SamlIdp.Other.Respond(Draft("jo").Xml)))).Refusal);
        Assert.StartsWith("NotAuthorizedException: Invalid login token. The SAML response cannot be read", (await Here.GetId(pool, (Corp, "a.b.c"))).Refusal);
        await Done<DeleteSAMLProvider>(("SAMLProviderArn", Corp));
        Assert.Equal("NotAuthorizedException: Token is not from a supported provider of this identity pool.", (await Here.GetId(pool, (Corp, Respond("jo")))).Refusal);
    }

    [Fact]
    public async Task Rules_choose_a_role_by_an_attribute()
    {
        var pool = await Pool();
        await Rules(pool, new MappingRule { Claim = Department, MatchType = MappingRuleMatchType.Equals, Value = "ops", RoleARN = Account + "role/ops" });
        async Task<string> RoleOf(params string[] departments)
        {
            var login = (Corp, Respond("jo", SamlDraft.Attribute(Department, departments)));
            return (await Credentials(await Here.Id(pool, login), login)).Principal.Arn;
        }

        Assert.Contains("/ops/", await RoleOf("dev", "ops"), StringComparison.Ordinal);
        Assert.Contains("/member/", await RoleOf("dev"), StringComparison.Ordinal);
        Assert.Contains("/member/", await RoleOf("OPS", " ops"), StringComparison.Ordinal);
        Assert.Contains("/member/", await RoleOf(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_provider_calls_subject_is_not_the_subject()
    {
        var pool = await Pool();
        await Rules(pool, new MappingRule { Claim = "sub", MatchType = MappingRuleMatchType.Equals, Value = "root", RoleARN = Account + "role/ops" });
        var login = (Corp, Respond("jo", SamlDraft.Attribute("sub", "root")));
        Assert.Contains("/member/", (await Credentials(await Here.Id(pool, login), login)).Principal.Arn, StringComparison.Ordinal);
        var root = (Corp, Respond("root"));
        Assert.Contains("/ops/", (await Credentials(await Here.Id(pool, root), root)).Principal.Arn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_become_tags_and_the_login_a_method()
    {
        var pool = await Pool();
        var mapped = await Here.Call(Here.Op<SetPrincipalTagAttributeMap>(), new SetPrincipalTagAttributeMapInput
        {
            IdentityPoolId = pool, IdentityProviderName = Corp, PrincipalTags = Map(("department", Department), ("who", "sub"), ("many", "https://corp.example/many")),
        });
        _ = mapped.Ok;
        var login = (Corp, Respond("jo", SamlDraft.Attribute(Department, "ops"), SamlDraft.Attribute("https://corp.example/many", "a", "b")));
        var session = (await Credentials(await Here.Id(pool, login), login)).Principal.Session!;
        Assert.Equal([new("department", "ops"), new("who", "jo")], session.Tags.OrderBy(tag => tag.Key));
        Assert.Equal(["authenticated", Corp, $"{Corp}:{SamlIdp.Audience}:jo"], session.Context["cognito-identity.amazonaws.com:amr"]);
    }

    [Fact]
    public async Task A_token_for_the_identity_tells_of_the_login()
    {
        var pool = await Pool();
        var login = (Corp, Respond("jo"));
        var token = (await Here.Token(await Here.Id(pool, login), login)).Ok.Token!;
        Assert.Equal(["authenticated", Corp, $"{Corp}:{SamlIdp.Audience}:jo"], Part(token, 1)["amr"]!.AsArray().Select(method => (string)method!));
    }

    [Fact]
    public async Task Two_logins_become_one_identity()
    {
        const string oidc = "idp.example.com/t";
        var issuer = new TestIssuer(Here, "https://" + oidc);
        await Here.Get<IParts<OidcTrust>>().Add(new OidcTrust(oidc, Here.Now) { ClientIds = ["app"] }, default);
        await Done<CreateSAMLProvider>(("Name", "corp"), ("SAMLMetadataDocument", SamlIdp.One.Metadata));
        var pool = await Here.PoolId(asked => Asked(asked) with { OpenIdConnectProviderARNs = [Account + "oidc-provider/" + oidc] });
        var both = await Here.Id(pool, (Corp, Respond("jo")), (oidc, issuer.Token("jo")));
        Assert.Equal(both, await Here.Id(pool, (oidc, issuer.Token("jo"))));
        Assert.Equal(both, await Here.Id(pool, (Corp, Respond("jo"))));
    }

    private static CreateIdentityPoolInput Asked(CreateIdentityPoolInput asked) => asked with { AllowClassicFlow = true, SamlProviderARNs = [Corp] };

    private static string Trust(string pool) => $$"""
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession"],
         "Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"{{pool}}"},"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"} } } }
        """;

    private SamlDraft Draft(string subject) => new(Here.Now) { Id = $"_a{++count}", NameId = $"<saml:NameID>{subject}</saml:NameID>" };

    private string Respond(string subject, params string[] attributes) =>
        SamlIdp.One.Respond((Draft(subject) with { Attributes = string.Concat(attributes) }).Xml);

    private async Task<string> Pool()
    {
        await Done<CreateSAMLProvider>(("Name", "corp"), ("SAMLMetadataDocument", SamlIdp.One.Metadata));
        var pool = await Here.PoolId(Asked);
        foreach (var name in new[] { "member", "ops" })
            await Done<CreateRole>(("RoleName", name), ("AssumeRolePolicyDocument", Trust(pool)));

        await Rules(pool);
        return pool;
    }

    private async Task Rules(string pool, params MappingRule[] rules)
    {
        var said = await Here.Call(Here.Op<SetIdentityPoolRoles>(), new SetIdentityPoolRolesInput
        {
            IdentityPoolId = pool,
            Roles = Map(("authenticated", Account + "role/member")),
            RoleMappings = rules.Length == 0 ? null : new Dictionary<string, RoleMapping>
            {
                [Corp] = new() { Type = RoleMappingType.Rules, AmbiguousRoleResolution = AmbiguousRoleResolutionType.AuthenticatedRole, RulesConfiguration = new() { Rules = rules } },
            },
        });
        _ = said.Ok;
    }

    private async Task<AccessKey> Credentials(string identity, (string Provider, string Token) login)
    {
        var said = await Here.Call(Here.Op<GetCredentialsForIdentity>(), new GetCredentialsForIdentityInput { IdentityId = identity, Logins = Map(login) });
        _ = said.Ok;
        return (await Here.Get<IAccessKeys>().Find(said.Ok.Credentials!.AccessKeyId!, said.Ok.Credentials.SessionToken, default))!;
    }
}
