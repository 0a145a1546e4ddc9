using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Operations.IdentityPools;
using Gatehouse.Tests.UserPools;
using static Gatehouse.Tests.IdentityPools.Maker;

namespace Gatehouse.Tests.IdentityPools;

/// <summary>The roles of a pool, and the tags that claims become, as they are set and shown.</summary>
public class PoolRoleTests
{
    private const string People = "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI";
    private const string Role = "arn:aws:iam::000000000000:role/r";

    private readonly World world = new();

    private static MappingRule Rule => new() { Claim = "cognito:groups", MatchType = "Contains", Value = "admins", RoleARN = Role };

    private static RoleMapping Token => new() { Type = "Token", AmbiguousRoleResolution = "Deny" };

    private static RoleMapping Rules(params MappingRule[] rules) => new() { Type = "Rules", AmbiguousRoleResolution = "AuthenticatedRole", RulesConfiguration = new() { Rules = rules } };

    private Task<string> Pool() => world.PoolId(asked => asked with
    {
        CognitoIdentityProviders = [new() { ProviderName = People, ClientId = "c" }],
        SupportedLoginProviders = Map(("accounts.google.com", "1")),
        OpenIdConnectProviderARNs = [Account + "oidc-provider/idp.example.com/t"],
        SamlProviderARNs = [Account + "saml-provider/corp"],
        DeveloperProviderName = "dev",
    });

    [Fact]
    public async Task Roles_and_mappings_come_back_as_they_were_set()
    {
        var id = await Pool();
        var mappings = new Dictionary<string, RoleMapping>
        {
            [$"{People}:c"] = Token,
            ["accounts.google.com"] = Rules(Rule, Rule with { MatchType = "NotEqual" }, Rule with { MatchType = "StartsWith" }, Rule with { MatchType = "Equals" }),
            ["idp.example.com/t"] = Rules(Rule),
            [Account + "saml-provider/corp"] = Token,
        };

        Assert.True((await Set(id, Map(("authenticated", Role), ("unauthenticated", Role + "2")), mappings)).IsOk);
        var found = (await Get(id)).Ok;
        Assert.Equal(id, found.IdentityPoolId);
        Assert.Equivalent(Map(("authenticated", Role), ("unauthenticated", Role + "2")), found.Roles, strict: true);
        Assert.Equivalent(mappings, found.RoleMappings, strict: true);
        Assert.Equal("identities", (await world.Describe(id)).Ok.IdentityPoolName);
    }

    [Fact]
    public async Task Setting_replaces_everything()
    {
        var id = await Pool();
        await Set(id, Map(("authenticated", Role)), new() { ["accounts.google.com"] = Token });
        Assert.True((await Set(id, Map(("unauthenticated", Role)))).IsOk);
        Assert.Equal(
            $$$"""{"IdentityPoolId":"{{{id}}}","Roles":{"unauthenticated":"{{{Role}}}"}}""",
            await world.Send<GetIdentityPoolRoles>($$"""{"IdentityPoolId":"{{id}}"}"""));
        Assert.True((await Set(id, [])).IsOk);
        Assert.Empty((await Get(id)).Ok.Roles!);
    }

    [Fact]
    public async Task A_pool_of_people_is_known_by_either_name()
    {
        var id = await Pool();
        Assert.True((await Set(id, [], new() { ["id.example.com/eu-central-1_AbCdEfGhI:c"] = Token })).IsOk);
        Assert.Equal($"{People}:c", (await Get(id)).Ok.RoleMappings!.Keys.Single());
        Assert.Equal(
            $"InvalidParameterException: ({People}:c) is mapped twice.",
            (await Set(id, [], new() { ["id.example.com/eu-central-1_AbCdEfGhI:c"] = Token, [$"{People}:c"] = Token })).Refusal);
    }

    [Theory]
    [InlineData("graph.facebook.com")]
    [InlineData(People)]
    [InlineData(People + ":other")]
    [InlineData("dev")]
    [InlineData("idp.example.com")]
    public async Task Only_providers_of_the_pool_are_mapped(string name) => Assert.Equal(
        $"InvalidParameterException: ({name}) is not a valid RoleMapping ProviderName or is not a configured provider.",
        (await Set(await Pool(), [], new() { [name] = Token })).Refusal);

    [Fact]
    public async Task A_mapping_has_what_its_type_needs()
    {
        var id = await Pool();
        RoleMapping[] broken =
        [
            Token with { AmbiguousRoleResolution = null }, Rules() with { RulesConfiguration = null }, Token with { RulesConfiguration = new() { Rules = [Rule] } },
            Rules([.. Enumerable.Repeat(Rule, 26)]),
        ];
        foreach (var mapping in broken)
            Assert.StartsWith("InvalidParameterException", (await Set(id, [], new() { ["accounts.google.com"] = mapping })).Refusal);
        Assert.True((await Set(id, [], new() { ["accounts.google.com"] = Rules([.. Enumerable.Repeat(Rule, 25)]) })).IsOk);
        Assert.StartsWith("ValidationException", (await Set(id, [], new() { ["accounts.google.com"] = Rules(Rule with { MatchType = "equals" }) })).Refusal);

        // Case 168: an empty value, with which everything begins.
        Assert.StartsWith("ValidationException", (await Set(id, [], new() { ["accounts.google.com"] = Rules(Rule with { MatchType = "StartsWith", Value = "" }) })).Refusal);
        Assert.StartsWith("ValidationException", (await Set(id, Map(("other", Role)))).Refusal);
    }

    [Fact]
    public async Task Tags_of_claims_come_back_as_they_were_set()
    {
        var id = await Pool();
        Assert.True((await Tags(id, People, false, ("department", "custom:department"))).IsOk);
        var found = (await Tags(id, People)).Ok;
        Assert.Equal((id, People, false), (found.IdentityPoolId, found.IdentityProviderName, found.UseDefaults));
        Assert.Equivalent(Map(("department", "custom:department")), found.PrincipalTags, strict: true);
        Assert.Equivalent(found, (await Tags(id, "id.example.com/eu-central-1_AbCdEfGhI")).Ok with { IdentityProviderName = People }, strict: true);

        Assert.True((await Tags(id, People, true)).IsOk);
        found = (await Tags(id, People)).Ok;
        Assert.True(found.UseDefaults);
        Assert.Null(found.PrincipalTags);
        Assert.False((await Tags(id, "accounts.google.com")).Ok.UseDefaults);
    }

    [Fact]
    public async Task Only_claims_of_providers_of_the_pool_become_tags()
    {
        var id = await Pool();
        const string refusal = "InvalidParameterException: Identity provider graph.facebook.com is not configured for this identity pool.";
        Assert.Equal(refusal, (await Tags(id, "graph.facebook.com", true)).Refusal);
        Assert.Equal(refusal, (await Tags(id, "graph.facebook.com")).Refusal);
    }

    [Fact]
    public async Task A_pool_that_is_not_there_has_no_roles_and_no_tags()
    {
        const string id = "eu-central-1:00000000-0000-4000-8000-000000000000";
        const string gone = $"ResourceNotFoundException: IdentityPool '{id}' not found.";
        Assert.Equal(gone, (await Set(id, [])).Refusal);
        Assert.Equal(gone, (await Get(id)).Refusal);
        Assert.Equal(gone, (await Tags(id, People, true)).Refusal);
        Assert.Equal(gone, (await Tags(id, People)).Refusal);
    }

    private Task<Said<Nothing>> Set(string id, Dictionary<string, string> roles, Dictionary<string, RoleMapping>? mappings = null) =>
        world.Call(world.Op<SetIdentityPoolRoles>(), new SetIdentityPoolRolesInput { IdentityPoolId = id, Roles = roles, RoleMappings = mappings });

    private Task<Said<GetIdentityPoolRolesResponse>> Get(string id) =>
        world.Call(world.Op<GetIdentityPoolRoles>(), new GetIdentityPoolRolesInput { IdentityPoolId = id });

    private Task<Said<SetPrincipalTagAttributeMapResponse>> Tags(string id, string provider, bool defaults, params (string, string)[] tags) => world.Call(
        world.Op<SetPrincipalTagAttributeMap>(), new() { IdentityPoolId = id, IdentityProviderName = provider, UseDefaults = defaults, PrincipalTags = Map(tags) });

    private Task<Said<GetPrincipalTagAttributeMapResponse>> Tags(string id, string provider) =>
        world.Call(world.Op<GetPrincipalTagAttributeMap>(), new() { IdentityPoolId = id, IdentityProviderName = provider });
}
