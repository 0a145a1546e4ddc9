using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Gatehouse.Tests.Federation;

namespace Gatehouse.Tests.UserPools.Federation;

public sealed class IdentityProviderTests
{
    private const string NoOkta = "ResourceNotFoundException: Identity provider Okta does not exist.";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly Providers providers;

    public IdentityProviderTests()
    {
        pool = world.Pool();
        providers = new(pool);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        Assert.Equal(NoOkta, (await providers.Ask("Okta")).Refusal);
        Assert.Equal(NoOkta, (await providers.Update("Okta", r => r)).Refusal);
        Assert.Equal(NoOkta, (await providers.Delete("Okta")).Refusal);
        Assert.Equal("ResourceNotFoundException: Identity provider with identifier okta does not exist.", (await providers.ByIdentifier("okta")).Refusal);

        await providers.Create("Okta", "OIDC");
        Assert.True((await providers.Ask("Okta")).IsOk);
        Assert.False((await providers.Ask("okta")).IsOk);
        Assert.Equal(NoOkta, (await new Providers(world.Pool()).Ask("Okta")).Refusal);
    }

    [Fact]
    public async Task A_pool_that_is_not_there_has_no_providers()
    {
        const string expected = "ResourceNotFoundException: User pool us-east-1_000000000 does not exist.";
        const string id = "us-east-1_000000000";
        Assert.Equal(expected, (await world.Call(world.Op<DescribeIdentityProvider>(), new() { UserPoolId = id, ProviderName = "Okta" })).Refusal);
        Assert.Equal(expected, (await world.Call(world.Op<UpdateIdentityProvider>(), new() { UserPoolId = id, ProviderName = "Okta" })).Refusal);
        Assert.Equal(expected, (await world.Call(world.Op<DeleteIdentityProvider>(), new DeleteIdentityProviderRequest { UserPoolId = id, ProviderName = "Okta" })).Refusal);
        Assert.Equal(expected, (await world.Call(world.Op<GetIdentityProviderByIdentifier>(), new() { UserPoolId = id, IdpIdentifier = "okta" })).Refusal);
        Assert.Equal(expected, (await world.Call(world.Op<ListIdentityProviders>(), new() { UserPoolId = id })).Refusal);
        Assert.Equal(expected, (await world.Call(world.Op<GetSigningCertificate>(), new() { UserPoolId = id })).Refusal);
    }

    [Fact]
    public async Task The_pool_itself_is_no_provider_to_change_or_delete()
    {
        Assert.Equal("UnsupportedIdentityProviderException: COGNITO can not be updated.", (await providers.Update("COGNITO", r => r)).Refusal);
        Assert.Equal("UnsupportedIdentityProviderException: Cognito can not be deleted.", (await providers.Delete("Cognito")).Refusal);
    }

    [Fact]
    public async Task A_change_keeps_what_it_leaves_out()
    {
        var before = (await providers.Create("Okta", "OIDC", with: r => r with
        {
            AttributeMapping = Wire.Map(("email", "mail")), IdpIdentifiers = ["example.com"], AcrMapping = Wire.Map(("Level2", "urn:mfa")),
        })).Ok.IdentityProvider!;
        world.Wait(TimeSpan.FromHours(1));
        var after = (await providers.Update("Okta", r => r)).Ok.IdentityProvider!;
        Assert.Equivalent(before with { LastModifiedDate = world.Now }, after, strict: true);
    }

    [Fact]
    public async Task A_change_replaces_the_whole_of_what_it_names()
    {
        await providers.Create("Okta", "OIDC", with: r => r with
        {
            AttributeMapping = Wire.Map(("email", "mail"), ("name", "cn")), IdpIdentifiers = ["example.com"], AcrMapping = Wire.Map(("Level2", "urn:mfa")),
        });
        var after = (await providers.Update("Okta", r => r with
        {
            ProviderDetails = CreateIdentityProviderTests.With("client_id", "other"),
            AttributeMapping = Wire.Map(("email", "email"), ("username", "upn")),
            IdpIdentifiers = ["example.org", "staff"],
            AcrMapping = Wire.Map(("Level1", "urn:any"), ("Level4", "urn:key")),
        })).Ok.IdentityProvider!;
        Assert.Equal("other", after.ProviderDetails!["client_id"]);
        Assert.Equal(Wire.Map(("email", "email"), ("username", "upn")), after.AttributeMapping);
        Assert.Equal(["example.org", "staff"], after.IdpIdentifiers);
        Assert.Equal(Wire.Map(("Level1", "urn:any"), ("Level4", "urn:key")), after.AcrMapping);
        Assert.False((await providers.ByIdentifier("example.com")).IsOk);

        after = (await providers.Update("Okta", r => r with { IdpIdentifiers = [], AcrMapping = Wire.Map(), AttributeMapping = Wire.Map() })).Ok.IdentityProvider!;
        Assert.Empty(after.IdpIdentifiers!);
        Assert.Null(after.AcrMapping);
        Assert.Equal(Wire.Map(("username", "sub")), after.AttributeMapping);
    }

    [Fact]
    public async Task No_secret_outlives_a_change_of_the_details()
    {
        await providers.Create("Okta", "OIDC");
        var moved = CreateIdentityProviderTests.With("token_url", "https://elsewhere.example.org/t");
        moved.Remove("client_secret");
        Assert.False((await providers.Update("Okta", r => r with { ProviderDetails = moved })).Ok.IdentityProvider!.ProviderDetails!.ContainsKey("client_secret"));
        Assert.DoesNotContain("oidc-secret", providers.Stored("Okta")!.Details.Values);

        await providers.Create("SignInWithApple", "SignInWithApple");
        var apple = Providers.Apple;
        apple.Remove("private_key");
        Assert.Equal(
            "InvalidParameterException: clientId, privateKey, teamId, and keyId are all required idp details.",
            (await providers.Update("SignInWithApple", r => r with { ProviderDetails = apple })).Refusal);
    }

    [Fact]
    public async Task A_change_that_is_wrong_changes_nothing()
    {
        await providers.Create("Other", "OIDC", with: r => r with { IdpIdentifiers = ["example.com"] });
        await providers.Create("Okta", "OIDC");
        var before = providers.Stored("Okta");
        Assert.Equal(
            "InvalidParameterException: An IdP identifier belongs to another identity provider of the user pool.",
            (await providers.Update("Okta", r => r with { IdpIdentifiers = ["Example.com"] })).Refusal);
        Assert.Equal("InvalidParameterException: Unable to contact well-known endpoint", (await providers.Update("Okta", r => r with { ProviderDetails = Providers.Discovered })).Refusal);
        Assert.Equal(
            "InvalidParameterException: Invalid attribute mapping: custom:none is not an attribute that can be mapped.",
            (await providers.Update("Okta", r => r with { AttributeMapping = Wire.Map(("custom:none", "x")) })).Refusal);
        Assert.Equal("InvalidParameterException: Invalid AcrMapping level: Level5", (await providers.Update("Okta", r => r with { AcrMapping = Wire.Map(("Level5", "x")) })).Refusal);
        Assert.Same(before, providers.Stored("Okta"));
    }

    [Fact]
    public async Task A_provider_that_was_replaced_during_a_change_is_left_alone()
    {
        await providers.Create("Okta", "OIDC");
        var parts = world.Store.Parts<IdentityProvider>();
        var other = new IdentityProvider { PoolId = pool.Id, Name = "Okta", Type = ProviderType.Saml, Created = world.Now, Modified = world.Now };
        world.Outside.During = () =>
        {
            parts.Remove(pool.Id, "", "Okta", default).Done();
            parts.Add(other, default).Done();
        };
        world.Outside["https://login.example.com/.well-known/openid-configuration"] = Metadata.Discovery("https://login.example.com");
        Assert.Equal(
            "ConcurrentModificationException: The identity provider was replaced meanwhile.",
            (await providers.Update("Okta", r => r with { ProviderDetails = Providers.Discovered })).Refusal);
        Assert.Same(other, providers.Stored("Okta"));

        parts.Remove(pool.Id, "", "Okta", default).Done();
        world.Outside.During = null;
        await providers.Create("Okta", "OIDC");
        world.Outside.During = () => parts.Remove(pool.Id, "", "Okta", default).Done();
        Assert.Equal(NoOkta, (await providers.Update("Okta", r => r with { ProviderDetails = Providers.Discovered })).Refusal);
    }

    [Fact]
    public async Task A_deleted_provider_leaves_its_names_to_others()
    {
        await providers.Create("Okta", "OIDC", with: r => r with { IdpIdentifiers = ["example.com"] });
        Assert.True((await providers.Delete("Okta")).IsOk);
        Assert.Equal(NoOkta, (await providers.Ask("Okta")).Refusal);
        Assert.True((await providers.Create("OKTA", "SAML", with: r => r with { IdpIdentifiers = ["example.com"] })).IsOk);
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("EXAMPLE.COM")]
    public async Task A_provider_is_found_by_its_identifier(string identifier)
    {
        await providers.Create("Okta", "OIDC", with: r => r with { IdpIdentifiers = ["staff", "example.com"] });
        var found = (await providers.ByIdentifier(identifier)).Ok.IdentityProvider!;
        Assert.Equal(("Okta", "oidc-secret"), (found.ProviderName, found.ProviderDetails!["client_secret"]));
        Assert.False((await new Providers(world.Pool()).ByIdentifier(identifier)).IsOk);
    }

    [Fact]
    public async Task A_name_is_no_identifier()
    {
        await providers.Create("Okta", "OIDC");
        Assert.False((await providers.ByIdentifier("Okta")).IsOk);
    }

    [Theory]
    [InlineData("sub", "sub")]
    [InlineData("custom:none", "x")]
    [InlineData("groups", "groups")]
    public async Task What_is_no_attribute_is_not_mapped(string attribute, string claim) => Assert.Equal(
        $"InvalidParameterException: Invalid attribute mapping: {attribute} is not an attribute that can be mapped.",
        (await providers.Create("Okta", "OIDC", with: r => r with { AttributeMapping = Wire.Map((attribute, claim)) })).Refusal);

    [Fact]
    public async Task A_custom_attribute_is_mapped_and_a_claim_has_a_name()
    {
        pool.Change(now => now with { Schema = new([.. now.Schema.All, new("custom:team", AttributeKind.String)]) });
        Assert.True((await providers.Create("Okta", "OIDC", with: r => r with { AttributeMapping = Wire.Map(("custom:team", "groups")) })).IsOk);
        foreach (var claim in new[] { "", new string('c', 2049) })
        {
            Assert.Equal(
                "InvalidParameterException: Invalid attribute mapping: the claim for email is empty or too long.",
                (await providers.Update("Okta", r => r with { AttributeMapping = Wire.Map(("email", claim)) })).Refusal);
        }
    }

    [Theory]
    [InlineData("OIDC", "Level5", "x", "Invalid AcrMapping level: Level5")]
    [InlineData("OIDC", "level1", "x", "Invalid AcrMapping level: level1")]
    [InlineData("OIDC", "Level1", "", "AcrMapping values must have 1 to 256 characters.")]
    [InlineData("SAML", "Level1", "x", "AcrMapping is supported for OIDC identity providers only.")]
    public async Task Levels_are_four_and_for_OpenID_only(string type, string level, string value, string text) => Assert.Equal(
        $"InvalidParameterException: {text}", (await providers.Create("Okta", type, with: r => r with { AcrMapping = Wire.Map((level, value)) })).Refusal);

    [Fact]
    public async Task Two_levels_are_not_called_alike() => Assert.Equal(
        "InvalidParameterException: AcrMapping values must be different for each level.",
        (await providers.Create("Okta", "OIDC", with: r => r with { AcrMapping = Wire.Map(("Level1", "x"), ("Level2", "x")) })).Refusal);

    [Fact]
    public async Task The_certificate_of_a_pool_is_the_same_each_time()
    {
        var first = (await world.Call(world.Op<GetSigningCertificate>(), new() { UserPoolId = pool.Id })).Ok.Certificate;
        Assert.Equal(Metadata.Certificate, first);
        Assert.Equal(first, (await world.Call(world.Op<GetSigningCertificate>(), new() { UserPoolId = pool.Id })).Ok.Certificate);
        Assert.Equal(1, world.Certificates.Count);
    }
}
