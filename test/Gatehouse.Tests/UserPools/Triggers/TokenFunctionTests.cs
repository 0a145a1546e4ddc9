using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>PreTokenGeneration in its three versions.</summary>
public sealed class TokenFunctionTests
{
    private const string Editors = "arn:aws:iam::123456789012:role/editors";

    [Fact]
    public async Task Version_1_is_asked_with_groups_and_no_scopes()
    {
        var (at, ana) = World();
        await Join(at, "ana", "editors", Editors);
        await at.App.SignIn("ana");
        at.AssertAsked("""
            {"version":"1","region":"eu-central-1","userPoolId":"POOL","userName":"ana",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"APP"},"triggerSource":"TokenGeneration_Authentication",
             "request":{"userAttributes":{"sub":"SUB","cognito:user_status":"CONFIRMED"},
             "groupConfiguration":{"groupsToOverride":["editors"],"iamRolesToOverride":["ROLE"],"preferredRole":"ROLE"}},
             "response":{"claimsOverrideDetails":null}}
            """, ("SUB", ana.Sub), ("ROLE", Editors));
    }

    [Theory]
    [InlineData(TokenSay.Everything, "2")]
    [InlineData(TokenSay.Applications, "3")]
    public async Task Versions_2_and_3_are_asked_with_scopes(TokenSay tokens, string version)
    {
        var (at, ana) = World(tokens);
        await at.App.SignIn("ana");
        at.AssertAsked("""
            {"version":"VERSION","region":"eu-central-1","userPoolId":"POOL","userName":"ana",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"APP"},"triggerSource":"TokenGeneration_Authentication",
             "request":{"userAttributes":{"sub":"SUB","cognito:user_status":"CONFIRMED"},
             "groupConfiguration":{"groupsToOverride":[],"iamRolesToOverride":[],"preferredRole":null},"scopes":["aws.cognito.signin.user.admin"]},
             "response":{"claimsAndScopeOverrideDetails":null}}
            """, ("SUB", ana.Sub), ("VERSION", version));
    }

    [Fact]
    public async Task Version_1_changes_the_ID_token_and_groups_in_both()
    {
        var (at, _) = World();
        await Join(at, "ana", "editors", Editors);
        at.Functions.Respond("TokenGeneration", """
            {"claimsOverrideDetails":{"claimsToAddOrOverride":{"shop":"7","name":"Ana of the hills"},"claimsToSuppress":["email"],
             "groupOverrideDetails":{"groupsToOverride":["owners"],"iamRolesToOverride":["r1","r2"],"preferredRole":"r2"}}}
            """);
        var (access, id) = await Tokens(at);
        Assert.Equal("7", id.GetProperty("shop").ToString());
        Assert.Equal("Ana of the hills", id.GetProperty("name").ToString());
        Assert.Equal("""["owners"]""", id.GetProperty("cognito:groups").GetRawText());
        Assert.Equal("""["r1","r2"]""", id.GetProperty("cognito:roles").GetRawText());
        Assert.Equal("r2", id.GetProperty("cognito:preferred_role").ToString());
        Assert.Equal("""["owners"]""", access.GetProperty("cognito:groups").GetRawText());
        Assert.False(access.TryGetProperty("shop", out _));
        Assert.False(id.TryGetProperty("email", out _));
    }

    [Theory]
    [InlineData("""{"claimsOverrideDetails":{"groupOverrideDetails":{}}}""", false)]
    [InlineData("""{"claimsOverrideDetails":{"groupOverrideDetails":{"groupsToOverride":[]}}}""", false)]
    [InlineData("""{"claimsOverrideDetails":{"groupOverrideDetails":null}}""", true)]
    [InlineData("""{"claimsOverrideDetails":{}}""", true)]
    [InlineData("{}", true)]
    public async Task Groups_that_are_overridden_by_nothing_go_and_those_not_mentioned_stay(string response, bool stay)
    {
        var (at, _) = World();
        await Join(at, "ana", "editors", Editors);
        at.Functions.Respond("TokenGeneration", response);
        var (access, id) = await Tokens(at);
        Assert.Equal(stay, access.TryGetProperty("cognito:groups", out _));
        Assert.Equal(stay, id.TryGetProperty("cognito:groups", out _));
        Assert.Equal(stay, id.TryGetProperty("cognito:roles", out _));
    }

    [Fact]
    public async Task Version_2_puts_any_value_into_either_token_and_changes_scopes()
    {
        var (at, _) = World(TokenSay.Everything);
        at.Functions.Respond("TokenGeneration", """
            {"claimsAndScopeOverrideDetails":{
             "idTokenGeneration":{"claimsToAddOrOverride":{"cart":{"items":[1,2.5,"x",true],"open":false}},"claimsToSuppress":["email"]},
             "accessTokenGeneration":{"claimsToAddOrOverride":{"tenant":"t1","level":9007199254740993},"scopesToAdd":["orders/read"],
              "scopesToSuppress":["openid"]}}}
            """);
        var (access, id) = await Tokens(at);
        Assert.Equal("""{"items":[1,2.5,"x",true],"open":false}""", id.GetProperty("cart").GetRawText());
        Assert.Equal("t1", access.GetProperty("tenant").ToString());
        Assert.Equal(9007199254740993, access.GetProperty("level").GetInt64());
        Assert.Equal("aws.cognito.signin.user.admin orders/read", access.GetProperty("scope").ToString());
    }

    [Fact]
    public async Task A_token_with_nested_claims_still_opens_the_persons_own_affairs()
    {
        var (at, _) = World(TokenSay.Everything);
        at.Functions.Respond("TokenGeneration", """
            {"claimsAndScopeOverrideDetails":{"accessTokenGeneration":{"claimsToAddOrOverride":{"deep":[[[[[1]]]]],"map":{"a":{"b":{"c":{"d":1}}}}}}}}
            """);
        Assert.True((await (await at.App.In("ana")).Get()).IsOk);
    }

    [Fact]
    public async Task A_token_whose_own_scope_is_taken_opens_nothing_here()
    {
        var (at, _) = World(TokenSay.Everything);
        at.Functions.Respond("TokenGeneration", """
            {"claimsAndScopeOverrideDetails":{"accessTokenGeneration":{"scopesToSuppress":["aws.cognito.signin.user.admin"]}}}
            """);
        var (access, _) = await Tokens(at);
        Assert.False(access.TryGetProperty("scope", out _));
        Assert.Equal("NotAuthorizedException: Access Token does not have required scopes", (await (await at.App.In("ana")).Get()).Refusal);
    }

    public static TheoryData<TokenSay, string> Nonsense => new()
    {
        { TokenSay.Texts, """{"claimsOverrideDetails":{"claimsToAddOrOverride":{"n":1}}}""" },
        { TokenSay.Texts, """{"claimsOverrideDetails":{"claimsToAddOrOverride":{"n":null}}}""" },
        { TokenSay.Texts, """{"claimsOverrideDetails":{"claimsToAddOrOverride":{"":"x"}}}""" },
        { TokenSay.Texts, """{"claimsOverrideDetails":{"claimsToSuppress":"email"}}""" },
        { TokenSay.Texts, """{"claimsOverrideDetails":{"claimsToSuppress":[null]}}""" },
        { TokenSay.Texts, """{"claimsOverrideDetails":{"groupOverrideDetails":{"groupsToOverride":[null]}}}""" },
        { TokenSay.Texts, """{"claimsOverrideDetails":{"groups":[]}}""" },
        { TokenSay.Texts, """{"claimsAndScopeOverrideDetails":{}}""" },
        { TokenSay.Everything, """{"claimsOverrideDetails":{}}""" },
        { TokenSay.Everything, """{"claimsAndScopeOverrideDetails":{"idTokenGeneration":{"claimsToAddOrOverride":{"n":[null]}}}}""" },
        { TokenSay.Everything, """{"claimsAndScopeOverrideDetails":{"idTokenGeneration":{"claimsToAddOrOverride":{"n":[[[[[[1]]]]]]}}}}""" },
        { TokenSay.Everything, """{"claimsAndScopeOverrideDetails":{"idTokenGeneration":{"claimsToAddOrOverride":{"address":{"street":"x"}}}}}""" },
        { TokenSay.Everything, """{"claimsAndScopeOverrideDetails":{"idTokenGeneration":{"claimsToAddOrOverride":{"email_verified":[true]}}}}""" },
        { TokenSay.Everything, """{"claimsAndScopeOverrideDetails":{"idTokenGeneration":{"scopesToAdd":["a"]}}}""" },
        { TokenSay.Everything, """{"claimsAndScopeOverrideDetails":{"accessTokenGeneration":{"scopesToAdd":["two words"]}}}""" },
        { TokenSay.Everything, """{"claimsAndScopeOverrideDetails":{"accessTokenGeneration":{"scopesToAdd":[null]}}}""" },
        { TokenSay.Everything, """{"claimsAndScopeOverrideDetails":{"accessTokenGeneration":{"scopesToSuppress":[null]}}}""" },
        { TokenSay.Everything, $$$$"""{"claimsAndScopeOverrideDetails":{"accessTokenGeneration":{"scopesToSuppress":[{{{{Many(5001)}}}}]}}}""" },
        { TokenSay.Texts, $$$"""{"claimsOverrideDetails":{"claimsToSuppress":[{{{Many(5001)}}}]}}""" },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task What_no_token_can_hold_is_not_understood(TokenSay tokens, string response)
    {
        var (at, ana) = World(tokens);
        at.Functions.Respond("TokenGeneration", response);
        Assert.Equal("InvalidLambdaResponseException: Unrecognizable lambda output", (await at.App.SignIn("ana")).Refusal);
        Assert.Empty(await at.SessionsOf(ana));
    }

    [Fact]
    public async Task Five_thousand_changes_are_not_too_many()
    {
        var (at, _) = World();
        at.Functions.Respond("TokenGeneration", $$$"""{"claimsOverrideDetails":{"claimsToSuppress":[{{{Many(5000)}}}]}}""");
        Assert.True((await at.App.SignIn("ana")).IsOk);
    }

    [Fact]
    public async Task An_application_of_its_own_is_asked_about_in_version_3()
    {
        var (at, _) = World(TokenSay.Applications);
        var app = await Machine(at);
        at.Functions.Respond("TokenGeneration", """
            {"claimsAndScopeOverrideDetails":{"idTokenGeneration":{"claimsToAddOrOverride":{"never":"seen"}},
             "accessTokenGeneration":{"claimsToAddOrOverride":{"tenant":"t1","aud":"somebody","sub":"else"},"scopesToAdd":["more"]}}}
            """);
        var token = (await GetToken(at, app)).Ok.ClientAuthenticationResult!.AccessToken;
        at.AssertAsked("""
            {"version":"3","region":"eu-central-1","userPoolId":"POOL","userName":"ClientCredentials",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"MACHINE"},"triggerSource":"TokenGeneration_ClientCredentials",
             "request":{"userAttributes":{},"groupConfiguration":null,"scopes":["orders/read"],"clientMetadata":{"k":"v"}},
             "response":{"claimsAndScopeOverrideDetails":null}}
            """, ("MACHINE", app.Id));
        var claims = FunctionWorld.Claims(token);
        Assert.Equal("t1", claims.GetProperty("tenant").ToString());
        Assert.Equal("orders/read more", claims.GetProperty("scope").ToString());
        Assert.Equal(app.Id, claims.GetProperty("sub").ToString());
        Assert.False(claims.TryGetProperty("aud", out _));
        Assert.False(claims.TryGetProperty("never", out _));

        at.Functions.Refuse("TokenGeneration", "No");
        Assert.Equal("InvalidParameterException: PreTokenGeneration failed with error No.", (await GetToken(at, app)).Refusal);
    }

    [Theory]
    [InlineData(TokenSay.Texts)]
    [InlineData(TokenSay.Everything)]
    public async Task Functions_of_older_versions_do_not_hear_of_applications(TokenSay tokens)
    {
        var (at, _) = World(tokens);
        Assert.True((await GetToken(at, await Machine(at))).IsOk);
        Assert.Empty(at.Functions.Asked);
    }

    private static (FunctionWorld At, TestUser Ana) World(TokenSay tokens = TokenSay.Texts)
    {
        var at = new FunctionWorld(tokens, Occasion.TokenIssue);
        return (at, at.Pool.User("ana"));
    }

    private static string Many(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"\"c{i}\""));

    private static async Task<(JsonElement Access, JsonElement Id)> Tokens(FunctionWorld at)
    {
        var tokens = await at.App.TokensOf("ana");
        return (FunctionWorld.Claims(tokens.AccessToken), FunctionWorld.Claims(tokens.IdToken));
    }

    private static async Task Join(FunctionWorld at, string name, string group, string role)
    {
        Assert.True((await at.World.Call(at.World.Op<CreateGroup>(), new() { UserPoolId = at.Pool.Id, GroupName = group, RoleArn = role })).IsOk);
        Assert.True((await at.World.Call(
            at.World.Op<AdminAddUserToGroup>(), new AdminAddUserToGroupRequest { UserPoolId = at.Pool.Id, GroupName = group, Username = name })).IsOk);
    }

    private static async Task<TestClient> Machine(FunctionWorld at)
    {
        Assert.True((await at.World.Call(at.World.Op<CreateResourceServer>(), new()
        {
            UserPoolId = at.Pool.Id, Identifier = "orders", Name = "orders", Scopes = [new() { ScopeName = "read", ScopeDescription = "read" }],
        })).IsOk);
        return at.Pool.SecretClient(client => client with { Ways = SignInWays.ClientToken, OAuth = new() { Scopes = ["orders/read"] } });
    }

    private static Task<Said<GetClientTokenResponse>> GetToken(FunctionWorld at, TestClient app) => at.World.Call(at.World.Op<GetClientToken>(), new()
    {
        ClientId = app.Id, Secret = app.Now.Secrets[0].Value, ClientMetadata = Wire.Map(("k", "v")),
    });
}
