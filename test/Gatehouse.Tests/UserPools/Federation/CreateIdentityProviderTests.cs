using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools.Federation;

public sealed class CreateIdentityProviderTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly Providers providers;

    public CreateIdentityProviderTests()
    {
        pool = world.Pool();
        providers = new(pool);
    }

    [Fact]
    public async Task Google_is_completed_as_AWS_completes_it()
    {
        var made = (await providers.Create("Google", "Google", with: r => r with { AttributeMapping = Wire.Map(("email", "email")) })).Ok.IdentityProvider!;
        Assert.Equal(
            Sorted(Wire.Map(
                ("attributes_url", "https://people.googleapis.com/v1/people/me?personFields="),
                ("attributes_url_add_attributes", "true"),
                ("authorize_scopes", "email profile openid"),
                ("authorize_url", "https://accounts.google.com/o/oauth2/v2/auth"),
                ("client_id", "1example.apps.googleusercontent.com"),
                ("client_secret", "google-secret"),
                ("oidc_issuer", "https://accounts.google.com"),
                ("token_request_method", "POST"),
                ("token_url", "https://www.googleapis.com/oauth2/v4/token"))),
            Sorted(made.ProviderDetails!));
        Assert.Equal(Sorted(Wire.Map(("email", "email"), ("username", "sub"))), Sorted(made.AttributeMapping!));
        Assert.Equal((pool.Id, "Google", "Google", world.Now, world.Now), (made.UserPoolId, made.ProviderName, made.ProviderType, made.CreationDate, made.LastModifiedDate));
        Assert.Empty(made.IdpIdentifiers!);
        Assert.Null(made.AcrMapping);
        Assert.Equal(made.ProviderDetails, (await providers.Describe("Google")).ProviderDetails);
        Assert.Empty(world.Outside.Asked);
    }

    [Theory]
    [InlineData(null, "v17.0")]
    [InlineData("v2.9", "v2.9")]
    public async Task Facebook_has_the_version_in_its_addresses(string? asked, string version)
    {
        var details = Providers.Google;
        if (asked is not null)
            details["api_version"] = asked;
        var made = (await providers.Create("Facebook", "Facebook", details)).Ok.IdentityProvider!;
        Assert.Equal($"https://graph.facebook.com/{version}/me?fields=", made.ProviderDetails!["attributes_url"]);
        Assert.Equal($"https://www.facebook.com/{version}/dialog/oauth", made.ProviderDetails["authorize_url"]);
        Assert.Equal($"https://graph.facebook.com/{version}/oauth/access_token", made.ProviderDetails["token_url"]);
        Assert.Equal(("GET", "true", version), (made.ProviderDetails["token_request_method"], made.ProviderDetails["attributes_url_add_attributes"], made.ProviderDetails["api_version"]));
        Assert.Equal("id", made.AttributeMapping!["username"]);
    }

    [Theory]
    [InlineData("17")]
    [InlineData("v17.0/../evil")]
    public async Task A_version_that_is_none_does_not_get_into_an_address(string version)
    {
        var details = Providers.Google;
        details["api_version"] = version;
        Assert.Equal($"InvalidParameterException: Invalid api_version: {version}", (await providers.Create("Facebook", "Facebook", details)).Refusal);
    }

    [Fact]
    public async Task Amazon_is_completed()
    {
        var made = (await providers.Create("LoginWithAmazon", "LoginWithAmazon")).Ok.IdentityProvider!;
        Assert.Equal("https://api.amazon.com/user/profile", made.ProviderDetails!["attributes_url"]);
        Assert.Equal("false", made.ProviderDetails["attributes_url_add_attributes"]);
        Assert.Equal("https://www.amazon.com/ap/oa", made.ProviderDetails["authorize_url"]);
        Assert.Equal("https://api.amazon.com/auth/o2/token", made.ProviderDetails["token_url"]);
        Assert.Equal("user_id", made.AttributeMapping!["username"]);
    }

    [Fact]
    public async Task Apple_is_completed_and_its_key_never_shown()
    {
        var made = (await providers.Create("SignInWithApple", "SignInWithApple")).Ok.IdentityProvider!;
        Assert.Equal(
            Sorted(Wire.Map(
                ("attributes_url_add_attributes", "false"), ("authorize_scopes", "email name"), ("authorize_url", "https://appleid.apple.com/auth/authorize"),
                ("client_id", "com.example"), ("key_id", "2EXAMPLE"), ("oidc_issuer", "https://appleid.apple.com"), ("team_id", "3EXAMPLE"),
                ("token_request_method", "POST"), ("token_url", "https://appleid.apple.com/auth/token"))),
            Sorted(made.ProviderDetails!));
        Assert.False((await providers.Describe("SignInWithApple")).ProviderDetails!.ContainsKey("private_key"));
        Assert.Equal("1EXAMPLE", providers.Stored("SignInWithApple")!.Details["private_key"]);
    }

    [Theory]
    [InlineData("Google", "client_id", "clientId, clientSecret and authorizeScopes are all required idp details.")]
    [InlineData("Facebook", "client_secret", "clientId, clientSecret and authorizeScopes are all required idp details.")]
    [InlineData("LoginWithAmazon", "authorize_scopes", "clientId, clientSecret and authorizeScopes are all required idp details.")]
    [InlineData("SignInWithApple", "private_key", "clientId, privateKey, teamId, and keyId are all required idp details.")]
    [InlineData("SignInWithApple", "team_id", "clientId, privateKey, teamId, and keyId are all required idp details.")]
    [InlineData("OIDC", "client_id", "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.")]
    [InlineData("OIDC", "attributes_request_method", "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.")]
    [InlineData("SAML", "MetadataFile", "At least one of the MetadataURL or MetadataFile should be provided.")]
    public async Task What_a_type_needs_must_be_there_and_not_be_empty(string type, string missing, string text)
    {
        var name = type is "OIDC" or "SAML" ? "MyIdP" : type;
        foreach (var value in new[] { null, "" })
        {
            var details = Providers.Of(type);
            details.Remove(missing);
            if (value is not null)
                details[missing] = value;
            Assert.Equal($"InvalidParameterException: {text}", (await providers.Create(name, type, details)).Refusal);
        }

        Assert.Null(providers.Stored(name));
    }

    [Theory]
    [InlineData("MyGoogle", "Google")]
    [InlineData("google", "Google")]
    [InlineData("Google", "OIDC")]
    [InlineData("facebook", "SAML")]
    [InlineData("COGNITO", "OIDC")]
    [InlineData("Cognito", "SAML")]
    public async Task Some_names_are_for_some_types_only(string name, string type) =>
        Assert.Equal($"InvalidParameterException: Provider {name} cannot be of type {type}.", (await providers.Create(name, type)).Refusal);

    [Theory]
    [InlineData("Ok\uFF3Fta")]
    [InlineData("x\uFF3Fy\uFE4Dz")]
    public async Task No_spelling_of_an_underscore_gets_into_a_name(string name) =>
        Assert.StartsWith("InvalidParameterException: Provider name ", (await providers.Create(name, "OIDC")).Refusal, StringComparison.Ordinal);

    [Theory]
    [InlineData("COGNITO")]
    [InlineData("Okta")]
    public async Task An_unknown_type_is_refused_by_the_service_model(string type) =>
        Assert.Contains("at 'providerType' failed to satisfy constraint: Member must satisfy enum value set", (await providers.Create("Okta", type, [])).Refusal, StringComparison.Ordinal);

    [Fact]
    public async Task A_name_is_there_once_whatever_its_case()
    {
        Assert.True((await providers.Create("Okta", "OIDC")).IsOk);
        Assert.Equal("DuplicateProviderException: A provider with the name Okta already exists.", (await providers.Create("Okta", "SAML")).Refusal);
        Assert.Equal("DuplicateProviderException: A provider with the name OKTA already exists.", (await providers.Create("OKTA", "OIDC")).Refusal);
        Assert.Equal("OIDC", (await providers.Describe("Okta")).ProviderType);
        Assert.True((await new Providers(world.Pool()).Create("Okta", "OIDC")).IsOk);
    }

    [Fact]
    public async Task An_identifier_belongs_to_one_provider_of_a_pool()
    {
        var made = (await providers.Create("Okta", "OIDC", with: r => r with { IdpIdentifiers = ["example.com", "Staff"] })).Ok.IdentityProvider!;
        Assert.Equal(["example.com", "Staff"], made.IdpIdentifiers);
        Assert.Equal(
            "InvalidParameterException: An IdP identifier belongs to another identity provider of the user pool.",
            (await providers.Create("Other", "OIDC", with: r => r with { IdpIdentifiers = ["new", "EXAMPLE.com"] })).Refusal);
        Assert.Null(providers.Stored("Other"));
        Assert.True((await new Providers(world.Pool()).Create("Okta", "OIDC", with: r => r with { IdpIdentifiers = ["example.com"] })).IsOk);
    }

    [Fact]
    public async Task A_pool_has_no_more_than_three_hundred()
    {
        var parts = world.Store.Parts<IdentityProvider>();
        for (var i = 0; i < 299; i++)
            await parts.Add(new() { PoolId = pool.Id, Name = $"idp{i}", Type = ProviderType.Oidc, Created = world.Now, Modified = world.Now }, default);
        Assert.True((await providers.Create("Okta", "OIDC")).IsOk);
        Assert.Equal("LimitExceededException: Identity providers cannot exceed limit of 300 providers.", (await providers.Create("Other", "OIDC")).Refusal);
    }

    [Fact]
    public async Task A_pool_that_is_not_there_is_not_found()
    {
        var refusal = (await providers.Create("Okta", "OIDC", with: r => r with { UserPoolId = "eu-central-1_000000000" })).Refusal;
        Assert.Equal("ResourceNotFoundException: User pool eu-central-1_000000000 does not exist.", refusal);
    }

    [Fact]
    public async Task Details_have_bounds()
    {
        foreach (var (name, value) in new[] { ("client_secret", new string('s', 2049)), ("private_key", new string('k', 8193)) })
            Assert.Equal($"InvalidParameterException: Provider detail {name} is too long.", (await providers.Create("Okta", "OIDC", With(name, value))).Refusal);

        Assert.Equal("InvalidParameterException: Too many provider details.", (await providers.Create("Okta", "OIDC", With(new string('n', 65), "v"))).Refusal);
        var many = Providers.Oidc;
        for (var i = 0; i < 42; i++)
            many[$"detail{i}"] = "x";
        Assert.Equal("InvalidParameterException: Too many provider details.", (await providers.Create("Okta", "OIDC", many)).Refusal);
    }

    internal static Dictionary<string, string> With(string name, string value) => new(Providers.Oidc) { [name] = value };

    internal static IEnumerable<KeyValuePair<string, string>> Sorted(IReadOnlyDictionary<string, string> map) => map.OrderBy(pair => pair.Key, StringComparer.Ordinal);
}
