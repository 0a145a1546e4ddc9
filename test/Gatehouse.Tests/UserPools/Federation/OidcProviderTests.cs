using Gatehouse.Tests.Federation;

namespace Gatehouse.Tests.UserPools.Federation;

public sealed class OidcProviderTests
{
    private const string Issuer = "https://login.example.com";
    private const string WellKnown = Issuer + "/.well-known/openid-configuration";
    private const string NotFound = "InvalidParameterException: Unable to contact well-known endpoint";

    private readonly World world = new();
    private readonly Providers providers;

    public OidcProviderTests() => providers = new(world.Pool());

    [Fact]
    public async Task An_issuer_alone_gets_its_endpoints_by_discovery()
    {
        world.Outside[WellKnown] = Metadata.Discovery(Issuer);
        var details = (await providers.Create("Okta", "OIDC", Providers.Discovered)).Ok.IdentityProvider!.ProviderDetails!;
        Assert.Equal(
            (Issuer + "/authorize", Issuer + "/token", Issuer + "/userinfo", Issuer + "/jwks", "false"),
            (details["authorize_url"], details["token_url"], details["attributes_url"], details["jwks_uri"], details["attributes_url_add_attributes"]));
        Assert.Equal([WellKnown], world.Outside.Asked);
    }

    [Fact]
    public async Task A_slash_at_the_end_of_an_issuer_is_part_of_its_name_but_not_of_the_address()
    {
        world.Outside[WellKnown] = Metadata.Discovery(Issuer).Replace($"\"issuer\": \"{Issuer}\"", $"\"issuer\": \"{Issuer}/\"", StringComparison.Ordinal);
        var details = new Dictionary<string, string>(Providers.Discovered) { ["oidc_issuer"] = Issuer + "/" };
        Assert.Equal(Issuer + "/", (await providers.Create("Okta", "OIDC", details)).Ok.IdentityProvider!.ProviderDetails!["oidc_issuer"]);
    }

    [Fact]
    public async Task Nobody_is_asked_when_all_is_said()
    {
        var details = (await providers.Create("Okta", "OIDC")).Ok.IdentityProvider!.ProviderDetails!;
        Assert.Equal("https://login.example.com/t", details["token_url"]);
        Assert.Equal("false", details["attributes_url_add_attributes"]);
        Assert.Empty(world.Outside.Asked);
    }

    [Fact]
    public async Task What_is_said_counts_more_than_what_is_discovered()
    {
        world.Outside[WellKnown] = Metadata.Discovery(Issuer);
        var asked = new Dictionary<string, string>(Providers.Discovered) { ["token_url"] = "https://tokens.example.com", ["attributes_url"] = "" };
        var details = (await providers.Create("Okta", "OIDC", asked)).Ok.IdentityProvider!.ProviderDetails!;
        Assert.Equal(("https://tokens.example.com", Issuer + "/userinfo"), (details["token_url"], details["attributes_url"]));
    }

    [Fact]
    public async Task A_provider_need_not_tell_of_people_beyond_its_tokens()
    {
        world.Outside[WellKnown] = Metadata.Discovery(Issuer, userInfo: null);
        Assert.False((await providers.Create("Okta", "OIDC", Providers.Discovered)).Ok.IdentityProvider!.ProviderDetails!.ContainsKey("attributes_url"));
    }

    [Fact]
    public async Task A_client_without_a_secret_is_allowed()
    {
        var details = Providers.Oidc;
        details.Remove("client_secret");
        Assert.False((await providers.Create("Okta", "OIDC", details)).Ok.IdentityProvider!.ProviderDetails!.ContainsKey("client_secret"));
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_stores_nothing()
    {
        Assert.Equal(NotFound, (await providers.Create("Okta", "OIDC", Providers.Discovered)).Refusal);
        Assert.Null(providers.Stored("Okta"));
    }

    // Case 115: another issuer, no TLS, an address inside.
    [Theory]
    [InlineData("https://evil.example.com", null)]
    [InlineData("https://login.example.com/", null)]
    [InlineData(Issuer, "http://login.example.com/token")]
    [InlineData(Issuer, "https://169.254.169.254/token")]
    [InlineData(Issuer, "https://localhost/token")]
    [InlineData(Issuer, "https://user@login.example.com/token")]
    [InlineData(Issuer, "no address")]
    public async Task A_document_that_speaks_for_another_or_leads_astray_is_not_believed(string issuer, string? token)
    {
        world.Outside[WellKnown] = Metadata.Discovery(issuer, token);
        Assert.Equal(NotFound, (await providers.Create("Okta", "OIDC", Providers.Discovered)).Refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"issuer":1}""")]
    [InlineData("""{"issuer":"https://login.example.com","token_endpoint":"https://login.example.com/t"}""")]
    [InlineData("""{"issuer":"https://login.example.com","issuer":"https://login.example.com"}""")]
    [InlineData("<html>not found</html>")]
    public async Task What_is_no_configuration_is_not_read(string document)
    {
        world.Outside[WellKnown] = document;
        Assert.Equal(NotFound, (await providers.Create("Okta", "OIDC", Providers.Discovered)).Refusal);
    }

    [Theory]
    [InlineData("oidc_issuer", "http://login.example.com", "OIDC endpoint must start with https://")]
    [InlineData("token_url", "ftp://login.example.com", "OIDC endpoint must start with https://")]
    [InlineData("oidc_issuer", "login.example.com", "Provider detail oidc_issuer is not a URL.")]
    [InlineData("token_url", "https://login.example.com/#here", "Provider detail token_url is not a URL.")]
    [InlineData("token_url", "https://10.0.0.1/token", "Provider detail token_url names a host that may not be asked.")]
    [InlineData("attributes_url", "https://[::1]/u", "Provider detail attributes_url names a host that may not be asked.")]
    [InlineData("jwks_uri", "https://a:b@login.example.com/k", "Provider detail jwks_uri names a host that may not be asked.")]
    [InlineData("attributes_request_method", "PUT", "1 validation error detected: Value 'PUT' at 'attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]")]
    [InlineData("authorize_scopes", "email profile", "authorize_scopes must contain openid.")]
    public async Task What_is_said_must_be_right(string name, string value, string text) =>
        Assert.Equal($"InvalidParameterException: {text}", (await providers.Create("Okta", "OIDC", CreateIdentityProviderTests.With(name, value))).Refusal);

    [Theory]
    [InlineData("https://login.example.com?x=1")]
    [InlineData("https://login.example.com/path?")]
    public async Task An_issuer_with_a_query_has_no_discovery(string issuer)
    {
        var details = new Dictionary<string, string>(Providers.Discovered) { ["oidc_issuer"] = issuer };
        Assert.Equal(NotFound, (await providers.Create("Okta", "OIDC", details)).Refusal);
    }

    [Fact]
    public async Task A_host_that_the_operator_trusts_may_be_private_and_without_TLS()
    {
        const string local = "http://localhost:8080/realms/staff";
        world.Outside[local + "/.well-known/openid-configuration"] = Metadata.Discovery(local);
        var details = new Dictionary<string, string>(Providers.Discovered) { ["oidc_issuer"] = local };
        Assert.Equal(local + "/token", (await providers.Create("Keycloak", "OIDC", details)).Ok.IdentityProvider!.ProviderDetails!["token_url"]);
    }
}
