using System.Text.Json.Nodes;
using Gatehouse.Identity;
using Gatehouse.Tests.UserPools.Pools;
using static Gatehouse.Tests.UserPools.PoolWorld;

namespace Gatehouse.Tests.UserPools.Clients;

public sealed class CreateUserPoolClientTests
{
    internal const string Full =
        """
        {
          "GenerateSecret": true,
          "RefreshTokenValidity": 12, "AccessTokenValidity": 15, "IdTokenValidity": 600,
          "TokenValidityUnits": { "AccessToken": "minutes", "IdToken": "seconds", "RefreshToken": "hours" },
          "ReadAttributes": ["email", "name", "custom:team"], "WriteAttributes": ["email", "name"],
          "ExplicitAuthFlows": ["ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
          "SupportedIdentityProviders": ["COGNITO"],
          "CallbackURLs": ["https://app.example/back", "myapp://back"], "LogoutURLs": ["https://app.example/"],
          "DefaultRedirectURI": "https://app.example/back",
          "AllowedOAuthFlows": ["code"], "AllowedOAuthScopes": ["openid", "email"], "AllowedOAuthFlowsUserPoolClient": true,
          "AnalyticsConfiguration": {
            "ApplicationArn": "arn:aws:mobiletargeting:eu-central-1:123456789012:apps/0123456789abcdef", "UserDataShared": false
          },
          "PreventUserExistenceErrors": "ENABLED", "EnableTokenRevocation": false, "EnablePropagateAdditionalUserContextData": true,
          "AuthSessionValidity": 15,
          "RefreshTokenRotation": { "Feature": "ENABLED", "RetryGracePeriodSeconds": 10 }
        }
        """;

    private readonly PoolWorld world = new();

    [Fact]
    public async Task A_client_with_nothing_but_a_name_has_the_defaults_of_the_service()
    {
        var poolId = await world.Pool();
        var client = await world.Client(poolId);

        var expected = Json(
            """
            {
              "ClientName": "App", "CreationDate": 1772625600, "LastModifiedDate": 1772625600, "RefreshTokenValidity": 30,
              "TokenValidityUnits": {}, "AllowedOAuthFlowsUserPoolClient": false, "EnableTokenRevocation": true,
              "EnablePropagateAdditionalUserContextData": false, "AuthSessionValidity": 3, "ClientType": "REGULAR"
            }
            """);
        (expected["UserPoolId"], expected["ClientId"]) = (poolId, (string)client["ClientId"]!);
        Assert.Matches("^[a-z0-9]{26}$", (string)client["ClientId"]!);
        CreateUserPoolTests.AssertSame(expected, client);
        CreateUserPoolTests.AssertSame(client, (await Ask(world.DescribeClient, In(client)))["UserPoolClient"]!.AsObject());
    }

    [Fact]
    public async Task The_domain_gets_the_defaults()
    {
        var client = await Stored(await world.Client(await world.Pool()));
        Assert.Equal(SignInWays.Srp | SignInWays.Custom | SignInWays.Refresh, client.Ways);
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromHours(1)), (client.AccessLifetime, client.IdLifetime));
        Assert.Equal((TimeSpan.FromDays(30), TimeSpan.FromMinutes(3)), (client.RefreshLifetime, client.StepLifetime));
        Assert.True(client.Revocable);
        Assert.False(client.HidesUnknownUsers);
        Assert.Null(client.Readable);
        Assert.Null(client.Writable);
        Assert.Null(client.RotationGrace);
        Assert.Empty(client.Secrets);
    }

    [Fact]
    public async Task Everything_that_is_set_is_shown_again_and_rules()
    {
        var shown = await world.Client(await world.Pool("{'Schema':[{'Name':'team','AttributeDataType':'String'}]}"), Full);
        foreach (var (name, value) in Json(Full).Where(member => member.Key is not "GenerateSecret"))
            Assert.True(JsonNode.DeepEquals(value, shown[name]), $"{name}: {value?.ToJsonString()} became {shown[name]?.ToJsonString()}");
        CreateUserPoolTests.AssertSame(shown, (await Ask(world.DescribeClient, In(shown)))["UserPoolClient"]!.AsObject());

        var client = await Stored(shown);
        Assert.Equal(SignInWays.Choice | SignInWays.Password, client.Ways);
        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(10)), (client.AccessLifetime, client.IdLifetime));
        Assert.Equal((TimeSpan.FromHours(12), TimeSpan.FromMinutes(15)), (client.RefreshLifetime, client.StepLifetime));
        Assert.False(client.Revocable);
        Assert.True(client.HidesUnknownUsers);
        Assert.Equal(["custom:team", "email", "name"], client.Readable!.Order());
        Assert.Equal(["email", "name"], client.Writable!.Order());
        Assert.Equal(TimeSpan.FromSeconds(10), client.RotationGrace);
        Assert.Equal((true, OAuthGrants.Code), (client.OAuth.Enabled, client.OAuth.Grants));
        Assert.Equal(["openid", "email"], client.OAuth.Scopes);
        Assert.Equal(["https://app.example/back", "myapp://back"], client.OAuth.Callbacks);
        Assert.Equal("https://app.example/back", client.OAuth.DefaultCallback);
        Assert.Equal(["https://app.example/"], client.OAuth.Logouts);
        Assert.Equal(["COGNITO"], client.OAuth.Providers);
    }

    [Fact]
    public async Task Empty_lists_mean_and_show_nothing()
    {
        const string lists =
            "{'ReadAttributes':[],'WriteAttributes':[],'ExplicitAuthFlows':[],'SupportedIdentityProviders':[],'CallbackURLs':[],'LogoutURLs':[],"
            + "'AllowedOAuthFlows':[],'AllowedOAuthScopes':[]}";
        var shown = await world.Client(await world.Pool(), lists);
        Assert.Empty(shown.Select(member => member.Key).Intersect(Json(lists).Select(member => member.Key)));
        Assert.Null((await Stored(shown)).Writable);
        Assert.Equal(SignInWays.Srp | SignInWays.Custom | SignInWays.Refresh, (await Stored(shown)).Ways);
    }

    [Fact]
    public async Task A_secret_is_made_on_demand_and_named_for_its_second()
    {
        var shown = await world.Client(await world.Pool(), "{'GenerateSecret':true}");
        var secret = Assert.Single((await Stored(shown)).Secrets);
        Assert.Matches("^[a-z0-9]{52}$", secret.Value);
        Assert.Equal(secret.Value, (string)shown["ClientSecret"]!);
        Assert.Equal($"{(string)shown["ClientId"]!}--1772625600", secret.Id);
    }

    [Fact]
    public async Task A_secret_can_be_brought()
    {
        var shown = await world.Client(await world.Pool(), "{'ClientSecret':'0123456789abcdefghijklmno','GenerateSecret':false}");
        Assert.Equal("0123456789abcdefghijklmno", Assert.Single((await Stored(shown)).Secrets).Value);
    }

    [Theory]
    [InlineData("{'GenerateSecret':true,'ClientSecret':'0123456789abcdefghijklmno'}", "ClientSecret can not be specified when GenerateSecret is true.")]
    [InlineData("{'ExplicitAuthFlows':['USER_PASSWORD_AUTH','ALLOW_USER_SRP_AUTH']}", "Legacy ExplicitAuthFlows values can not be mixed with values that have the ALLOW_ prefix.")]
    [InlineData("{'EnablePropagateAdditionalUserContextData':true}", "EnablePropagateAdditionalUserContextData can only be activated for a client with a client secret.")]
    [InlineData("{'RefreshTokenRotation':{'Feature':'ENABLED'},'ExplicitAuthFlows':['ALLOW_REFRESH_TOKEN_AUTH']}", "Refresh token rotation can not be enabled together with ALLOW_REFRESH_TOKEN_AUTH.")]
    [InlineData("{'ReadAttributes':['custom:none']}", "Invalid read attributes specified while creating a client")]
    [InlineData("{'WriteAttributes':['none']}", "Invalid write attributes specified while creating a client")]
    [InlineData("{'AnalyticsConfiguration':{'ApplicationId':'0123456789abcdef'}}", "Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid")]
    [InlineData("{'AllowedOAuthFlowsUserPoolClient':true}", "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.")]
    [InlineData("{'AllowedOAuthFlowsUserPoolClient':true,'AllowedOAuthFlows':['code'],'CallbackURLs':['https://a.example']}", "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.")]
    [InlineData("{'DefaultRedirectURI':'https://a.example'}", "The default redirect URI https://a.example is not in the callback URIs list.")]
    [InlineData("{'DefaultRedirectURI':'https://a.example','CallbackURLs':['https://a.example/']}", "The default redirect URI https://a.example is not in the callback URIs list.")]
    [InlineData("{'CallbackURLs':['http://a.example']}", "http://a.example cannot use the HTTP protocol.")]
    [InlineData("{'LogoutURLs':['http://a.example']}", "http://a.example cannot use the HTTP protocol.")]
    public async Task A_setting_that_cannot_stand_is_refused(string settings, string text)
    {
        var poolId = await world.Pool();
        Assert.Equal(new Fault("InvalidParameterException", text), await Refused(world.CreateClient, In(poolId, settings)));
        Assert.Empty((await world.Store.Clients.List(poolId, null, 9, default)).Items);
    }

    [Fact]
    public async Task A_provider_must_exist()
    {
        var poolId = await world.Pool();
        Assert.Equal(
            new Fault("InvalidParameterException", $"The provider Google does not exist for User Pool {poolId}."),
            await Refused(world.CreateClient, In(poolId, "{'SupportedIdentityProviders':['COGNITO','Google']}")));
        foreach (var (id, name) in new[] { (poolId, "Google"), (poolId, "Login"), (await world.Pool(), "Facebook") })
        {
            await world.Store.Parts<IdentityProvider>().Add(
                new() { PoolId = id, Name = name, Type = ProviderType.Oidc, Created = world.Clock.GetUtcNow(), Modified = world.Clock.GetUtcNow() }, default);
        }

        var client = await world.Client(poolId, "{'SupportedIdentityProviders':['COGNITO','Google','Login']}");
        Assert.Equal(["COGNITO", "Google", "Login"], (await Stored(client)).OAuth.Providers);
        foreach (var unknown in (string[])["Facebook", "google", "login", "Cognito"])
        {
            Assert.Equal(
                new Fault("InvalidParameterException", $"The provider {unknown} does not exist for User Pool {poolId}."),
                await Refused(world.CreateClient, In(poolId, $"{{'SupportedIdentityProviders':['Google','{unknown}']}}")));
        }
    }

    [Theory]
    [InlineData("{'AllowedOAuthFlows':['code']}", "InvalidOAuthFlowException", "CallbackUrls can not be empty when code flow or implicit flow is selected")]
    [InlineData("{'AllowedOAuthFlows':['implicit']}", "InvalidOAuthFlowException", "CallbackUrls can not be empty when code flow or implicit flow is selected")]
    [InlineData("{'AllowedOAuthFlows':['client_credentials','code'],'GenerateSecret':true,'CallbackURLs':['https://a.example']}", "InvalidOAuthFlowException", "client_credentials flow can not be selected along with code flow or implicit flow.")]
    [InlineData("{'AllowedOAuthFlows':['client_credentials']}", "InvalidOAuthFlowException", "client_credentials flow can not be selected if client does not have a client secret.")]
    [InlineData("{'AllowedOAuthScopes':['openid','shop/read']}", "ScopeDoesNotExistException", "Invalid scope requested: shop/read")]
    public async Task An_oauth_setting_that_cannot_stand_is_refused(string settings, string code, string text) =>
        Assert.Equal(new Fault(code, text), await Refused(world.CreateClient, In(await world.Pool(), settings)));

    [Fact]
    public async Task A_machine_with_a_secret_may_ask_for_itself()
    {
        const string machine =
            "{'AllowedOAuthFlows':['client_credentials'],'AllowedOAuthScopes':['shop/read'],'AllowedOAuthFlowsUserPoolClient':true,'GenerateSecret':true}";
        var poolId = await world.Pool();
        Assert.Equal(new Fault("ScopeDoesNotExistException", "Invalid scope requested: shop/read"), await Refused(world.CreateClient, In(poolId, machine)));
        await Serve(poolId, "shop", "read");
        Assert.Equal(["shop/read"], (await Stored(await world.Client(poolId, machine))).OAuth.Scopes);
    }

    [Theory]
    [InlineData("openid")]
    [InlineData("email")]
    [InlineData("phone")]
    [InlineData("profile")]
    [InlineData("aws.cognito.signin.user.admin")]
    public async Task A_machine_has_no_scope_of_a_person(string scope)
    {
        var poolId = await world.Pool();
        await Serve(poolId, "shop", "read");
        var settings = $"{{'AllowedOAuthFlows':['client_credentials'],'AllowedOAuthScopes':['shop/read','{scope}'],'GenerateSecret':true}}";
        Assert.Equal(
            new Fault("InvalidOAuthFlowException", $"{scope} is not supported with client_credentials flow"), await Refused(world.CreateClient, In(poolId, settings)));
    }

    [Theory]
    [InlineData("https://api.example//read")]
    [InlineData("https://api.example//Read")]
    [InlineData("https://api.example/read")]
    [InlineData("shop/")]
    [InlineData("aws.cognito/dcr/register")]
    public async Task A_scope_is_one_that_a_server_of_the_pool_has_letter_by_letter(string scope)
    {
        var (poolId, other) = (await world.Pool(), await world.Pool());
        await Serve(poolId, "https://api.example/", "read");
        await Serve(poolId, "shop");
        await Serve(other, "https://api.example", "read");
        var settings = In(poolId, $"{{'AllowedOAuthScopes':['openid','{scope}']}}");
        if (scope == "https://api.example//read")
            await Ask(world.CreateClient, settings);
        else
            Assert.Equal(new Fault("ScopeDoesNotExistException", $"Invalid scope requested: {scope}"), await Refused(world.CreateClient, settings));
    }

    [Fact]
    public async Task A_client_may_register_others_while_applications_may_register_themselves()
    {
        var poolId = await world.Pool("{'DcrConfiguration':{'EnableStatus':'Enabled'}}");
        await world.Client(poolId, "{'AllowedOAuthScopes':['aws.cognito/dcr/register']}");
        await Ask(world.UpdatePool, In(poolId, "{'DcrConfiguration':{'EnableStatus':'Disabled'}}", clientName: null));
        Assert.Equal(
            "ScopeDoesNotExistException", (await Refused(world.CreateClient, In(poolId, "{'AllowedOAuthScopes':['aws.cognito/dcr/register']}"))).Code);
    }

    [Fact]
    public async Task A_client_that_rotates_refresh_tokens_uses_none_twice()
    {
        var shown = await world.Client(await world.Pool(), "{'RefreshTokenRotation':{'Feature':'ENABLED'}}");
        Assert.Equal("{\"Feature\":\"ENABLED\"}", shown["RefreshTokenRotation"]!.ToJsonString());
        Assert.Equal(SignInWays.Srp | SignInWays.Custom, (await Stored(shown)).Ways);
        Assert.Equal(TimeSpan.Zero, (await Stored(shown)).RotationGrace);

        var still = await world.Client(await world.Pool(), "{'RefreshTokenRotation':{'Feature':'DISABLED'},'ExplicitAuthFlows':['ALLOW_REFRESH_TOKEN_AUTH']}");
        Assert.Equal(SignInWays.Refresh, (await Stored(still)).Ways);
        Assert.Null((await Stored(still)).RotationGrace);
    }

    [Fact]
    public async Task Choice_of_factors_needs_more_than_the_least_tier_where_plans_are_held_to()
    {
        var poolId = await world.Pool("{'UserPoolTier':'LITE'}");
        await world.Client(poolId, "{'ExplicitAuthFlows':['ALLOW_USER_AUTH']}");
        world.IsStrict = true;
        var fault = await Refused(world.CreateClient, In(poolId, "{'ExplicitAuthFlows':['ALLOW_USER_AUTH']}"));
        Assert.Equal("FeatureUnavailableInTierException", fault.Code);
    }

    [Theory]
    [InlineData("{'AuthSessionValidity':2}")]
    [InlineData("{'AuthSessionValidity':16}")]
    [InlineData("{'ClientSecret':'tooshort'}")]
    [InlineData("{'ExplicitAuthFlows':['ALLOW_ANYTHING']}")]
    [InlineData("{'AccessTokenValidity':0}")]
    [InlineData("{'RefreshTokenRotation':{'Feature':'ENABLED','RetryGracePeriodSeconds':61}}")]
    public async Task A_setting_outside_the_service_model_is_refused_before_anything_is_done(string settings) => Assert.StartsWith(
        "1 validation error detected: ", (await Refused(world.CreateClient, In(await world.Pool(), settings))).Message);

    private async Task<AppClient> Stored(JsonObject shown) => (await world.Store.Clients.Find((string)shown["ClientId"]!, default))!;

    private ValueTask<PartChange<ResourceServer>> Serve(string poolId, string identifier, params string[] scopes) => world.Store.Parts<ResourceServer>()
        .Add(new(poolId, identifier, "x", [.. scopes.Select(name => new ServerScope(name, "x"))]), default);
}
