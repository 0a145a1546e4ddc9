using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Federation;

public sealed class LinkingTests : IAsyncLifetime
{
    private const string AlreadyLinked = "InvalidParameterException: SourceUser is already linked to DestinationUser";
    private const string Nobody = "UserNotFoundException: User does not exist.";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly Providers providers;
    private readonly TestUser ana;

    public LinkingTests()
    {
        pool = world.Pool();
        providers = new(pool);
        ana = pool.User("ana", "ana@example.com");
    }

    public async ValueTask InitializeAsync()
    {
        foreach (var (name, type) in new[] { ("Google", "Google"), ("Okta", "OIDC"), ("Adfs", "SAML") })
            Assert.True((await providers.Create(name, type, with: r => r with { AttributeMapping = Wire.Map(("email", "mail")) })).IsOk);
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task A_link_is_shown_wherever_the_person_is()
    {
        Assert.True((await Link("ana", "Google", "Cognito_Subject", "117")).IsOk);
        var expected = $$"""[{"userId":"117","providerName":"Google","providerType":"Google","issuer":null,"primary":false,"dateCreated":{{world.Now.ToUnixTimeMilliseconds()}}}]""";
        Assert.Equal(expected, Wire.Read((await pool.Get("ana")).Ok.UserAttributes)["identities"]);
        Assert.Equal(expected, Wire.Read(Assert.Single((await pool.List()).Ok.Users!).Attributes)["identities"]);
        Assert.Equal(expected, Assert.Single(Assert.Single((await pool.List(r => r with { AttributesToGet = ["identities"] })).Ok.Users!).Attributes!).Value);

        var client = pool.Client();
        var tokens = (await client.SignIn("ana")).Ok.AuthenticationResult!;
        var self = (await world.Call(world.Op<GetUser>(), new GetUserRequest { AccessToken = tokens.AccessToken! })).Ok;
        Assert.Equal(expected, Wire.Read(self.UserAttributes)["identities"]);
        Assert.Equal(
            $$"""[{"dateCreated":"{{world.Now.ToUnixTimeMilliseconds()}}","userId":"117","providerName":"Google","providerType":"Google","primary":"false"}]""",
            Claims(tokens.IdToken!).GetProperty("identities").GetRawText());
        Assert.False(Claims(tokens.AccessToken!).TryGetProperty("identities", out _));
    }

    [Fact]
    public async Task A_person_without_links_shows_none()
    {
        Assert.DoesNotContain("identities", Wire.Read((await pool.Get("ana")).Ok.UserAttributes).Keys);
        Assert.False(Claims((await pool.Client().SignIn("ana")).Ok.AuthenticationResult!.IdToken!).TryGetProperty("identities", out _));
    }

    [Fact]
    public async Task A_SAML_identity_names_its_issuer()
    {
        await Link("ana", "Adfs", "NameID", "ana@corp");
        Assert.Contains("\"issuer\":\"https://idp.example.com/entity\"", Wire.Read((await pool.Get("ana")).Ok.UserAttributes)["identities"], StringComparison.Ordinal);
        var claim = Claims((await pool.Client().SignIn("ana")).Ok.AuthenticationResult!.IdToken!).GetProperty("identities")[0];
        Assert.Equal("https://idp.example.com/entity", claim.GetProperty("issuer").ToString());
        Assert.Equal("SAML", claim.GetProperty("providerType").ToString());
    }

    [Theory]
    [InlineData("Google", "Cognito_Subject", null)]
    [InlineData("Okta", "Cognito_Subject", null)]
    [InlineData("Okta", "sub", null)]
    [InlineData("Okta", "email", "email")]
    [InlineData("Okta", "mail", "email")]
    [InlineData("Adfs", "NameID", null)]
    [InlineData("Adfs", "mail", "email")]
    public async Task A_source_is_known_by_its_subject_or_a_mapped_attribute(string provider, string name, string? attribute)
    {
        Assert.True((await Link("ana", provider, name, "v")).IsOk);
        Assert.Equal(new(provider, attribute, "v"), Assert.Single(ana.Now.State.Identities).Key);
    }

    [Theory]
    [InlineData("Google", "email", "v", "Invalid SourceUser: ProviderAttributeName must be Cognito_Subject for social identity providers.")]
    [InlineData("Okta", "phone_number", "v", "Invalid SourceUser: phone_number is not a mapped attribute of the identity provider Okta.")]
    [InlineData("Okta", "NameID", "v", "Invalid SourceUser: NameID is not a mapped attribute of the identity provider Okta.")]
    [InlineData("Okta", null, "v", "Invalid SourceUser: ProviderAttributeName is required.")]
    [InlineData("Okta", "", "v", "Invalid SourceUser: ProviderAttributeName is required.")]
    [InlineData("Okta", "email", "", "Invalid SourceUser: ProviderAttributeValue must have 1 to 2048 characters.")]
    [InlineData("Okta", "email", null, "Invalid SourceUser: ProviderAttributeValue must have 1 to 2048 characters.")]
    [InlineData("Okta", "email", "a\0b", "Invalid SourceUser: ProviderAttributeValue must have 1 to 2048 characters.")]
    [InlineData(null, "email", "v", "Invalid SourceUser: ProviderName is required.")]
    [InlineData("Cognito", "Cognito_Subject", "ana", "Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser")]
    [InlineData("COGNITO", "Cognito_Subject", "ana", "Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser")]
    public async Task A_source_that_tells_nobody_from_others_is_refused(string? provider, string? name, string? value, string text)
    {
        Assert.Equal($"InvalidParameterException: {text}", (await Link("ana", provider, name, value)).Refusal);
        Assert.Empty(ana.Now.State.Identities);
    }

    [Fact]
    public async Task What_is_not_there_is_not_linked()
    {
        Assert.Equal("ResourceNotFoundException: Identity provider google does not exist.", (await Link("ana", "google", "Cognito_Subject", "1")).Refusal);
        Assert.Equal(Nobody, (await Link("nobody", "Google", "Cognito_Subject", "1")).Refusal);
        Assert.Equal("ResourceNotFoundException: Identity provider Other does not exist.", (await Link("1", "Google", "Cognito_Subject", "1", to: "Other")).Refusal);
        Assert.Equal(Nobody, (await Link("1", "Google", "Cognito_Subject", "1", to: "Okta")).Refusal);
        Assert.Equal("InvalidParameterException: Invalid DestinationUser: ProviderName is required.", (await Link("1", "Google", "Cognito_Subject", "1", to: null)).Refusal);
        Assert.Equal(
            "InvalidParameterException: Invalid DestinationUser: ProviderAttributeValue must have 1 to 2048 characters.",
            (await Link("", "Google", "Cognito_Subject", "1")).Refusal);

        var request = new AdminLinkProviderForUserRequest { UserPoolId = "eu-central-1_000000000", DestinationUser = new(), SourceUser = new() };
        Assert.Equal(
            "ResourceNotFoundException: User pool eu-central-1_000000000 does not exist.", (await world.Call(world.Op<AdminLinkProviderForUser>(), request)).Refusal);
    }

    [Fact]
    public async Task An_identity_is_linked_once()
    {
        pool.User("bob");
        Assert.True((await Link("ana", "Google", "Cognito_Subject", "1")).IsOk);
        Assert.Equal(AlreadyLinked, (await Link("ana", "Google", "Cognito_Subject", "1")).Refusal);
        Assert.Equal(AlreadyLinked, (await Link("bob", "Google", "Cognito_Subject", "1")).Refusal);
        Assert.True((await Link("bob", "Okta", "Cognito_Subject", "1")).IsOk);
    }

    [Fact]
    public async Task Of_many_links_of_one_identity_at_once_one_holds()
    {
        for (var i = 0; i < 16; i++)
            pool.User($"user{i}");
        var said = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Link($"user{i}", "Google", "Cognito_Subject", "1"))));
        Assert.Single(said, one => one.IsOk);
        Assert.Equal(15, said.Count(one => !one.IsOk && one.Refusal == AlreadyLinked));
    }

    [Fact]
    public async Task Of_many_links_of_one_identity_to_one_person_at_once_one_is_new()
    {
        var said = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Link("ana", "Google", "Cognito_Subject", "1"))));
        Assert.Single(said, one => one.IsOk);
        Assert.Single(ana.Now.State.Identities);
    }

    [Fact]
    public async Task A_sixth_identity_is_one_too_many()
    {
        for (var i = 1; i <= 5; i++)
            Assert.True((await Link("ana", "Google", "Cognito_Subject", $"{i}")).IsOk);
        Assert.Equal("LimitExceededException: A user can not have more than 5 linked identities.", (await Link("ana", "Okta", "Cognito_Subject", "6")).Refusal);
        Assert.Equal(5, ana.Now.State.Identities.Count);
    }

    [Fact]
    public async Task Who_came_already_is_not_merged()
    {
        await Come("Google", "1");
        Assert.Equal(
            "InvalidParameterException: Merging is not currently supported, provide a SourceUser that has not been signed up in order to link",
            (await Link("ana", "Google", "Cognito_Subject", "1")).Refusal);
        await pool.Delete("Google_1");
        Assert.True((await Link("ana", "Google", "Cognito_Subject", "1")).IsOk);
    }

    [Fact]
    public async Task Who_came_by_a_provider_may_be_a_destination()
    {
        var external = await Come("Okta", "42");
        Assert.True((await Link("42", "Google", "Cognito_Subject", "1", to: "Okta")).IsOk);
        var identities = Wire.Read((await pool.Get("Okta_42")).Ok.UserAttributes)["identities"]!;
        Assert.Contains("\"userId\":\"42\",\"providerName\":\"Okta\",\"providerType\":\"OIDC\",\"issuer\":null,\"primary\":true", identities, StringComparison.Ordinal);
        Assert.Contains("\"userId\":\"1\",\"providerName\":\"Google\",\"providerType\":\"Google\",\"issuer\":null,\"primary\":false", identities, StringComparison.Ordinal);
        Assert.Equal(external.Sub, pool.Find("okta_42")!.Sub);
    }

    [Fact]
    public async Task No_name_that_anybody_types_finds_a_person_by_an_identity()
    {
        await Link("ana", "Google", "Cognito_Subject", "117");
        var name = new IdentityKey("Google", null, "117").Name.Value;
        Assert.Null(pool.Find(name));
        Assert.False((await pool.Client().SignIn(name)).IsOk);
    }

    [Fact]
    public async Task An_unlinked_identity_is_free_and_its_sessions_are_over()
    {
        pool.User("bob");
        await Link("ana", "Google", "Cognito_Subject", "1");
        var tokens = (await pool.Client().SignIn("ana")).Ok.AuthenticationResult!;
        Assert.True((await Disable("Google", "Cognito_Subject", "1")).IsOk);
        Assert.DoesNotContain("identities", Wire.Read((await pool.Get("ana")).Ok.UserAttributes).Keys);
        Assert.False((await world.Call(world.Op<GetUser>(), new GetUserRequest { AccessToken = tokens.AccessToken! })).IsOk);
        Assert.True((await Link("bob", "Google", "Cognito_Subject", "1")).IsOk);
        Assert.True((await pool.Client().SignIn("ana")).IsOk);
    }

    [Theory]
    [InlineData("Okta", "Cognito_Subject", "2", Nobody)]
    [InlineData("Okta", "email", "1", Nobody)]
    [InlineData("Adfs", "NameID", "1", Nobody)]
    [InlineData("Google", "email", "1", "InvalidParameterException: Invalid User: ProviderAttributeName must be Cognito_Subject for social identity providers.")]
    [InlineData("Other", "Cognito_Subject", "1", "ResourceNotFoundException: Identity provider Other does not exist.")]
    [InlineData(null, "Cognito_Subject", "1", "InvalidParameterException: Invalid User: ProviderName is required.")]
    [InlineData("Cognito", "Cognito_Subject", "nobody", Nobody)]
    [InlineData("Cognito", "username", "ana", "InvalidParameterException: Invalid User: ProviderAttributeName must be Cognito_Subject for users of the user pool.")]
    [InlineData("Cognito", "Cognito_Subject", "", "InvalidParameterException: Invalid User: ProviderAttributeValue must have 1 to 2048 characters.")]
    public async Task What_is_not_linked_is_not_unlinked(string? provider, string? name, string? value, string text)
    {
        await Link("ana", "Okta", "Cognito_Subject", "1");
        Assert.Equal(text, (await Disable(provider, name, value)).Refusal);
        Assert.Single(ana.Now.State.Identities);
    }

    [Fact]
    public async Task A_pool_that_is_not_there_has_nobody_to_unlink()
    {
        var request = new AdminDisableProviderForUserRequest { UserPoolId = "us-east-1_000000000", User = new() { ProviderName = "Okta" } };
        Assert.Equal(
            "ResourceNotFoundException: User pool us-east-1_000000000 does not exist.", (await world.Call(world.Op<AdminDisableProviderForUser>(), request)).Refusal);
    }

    [Fact]
    public async Task An_identity_is_unlinked_though_its_provider_is_gone()
    {
        await Link("ana", "Okta", "email", "ana@corp");
        await providers.Delete("Okta");
        Assert.True((await Disable("Okta", "email", "ana@corp")).IsOk);
        Assert.Empty(ana.Now.State.Identities);
    }

    [Fact]
    public async Task Who_came_by_a_provider_is_kept_out()
    {
        var external = await Come("Google", "1");
        Assert.True((await Disable("Google", "Cognito_Subject", "1")).IsOk);
        Assert.False((await pool.Get("Google_1")).Ok.Enabled);
        var found = await world.Get<FederatedPeople>().Find(pool.Now, providers.Stored("Google")!, "1", new Dictionary<string, string>(), default);
        Assert.True(found.Refused(out var refusal, out _));
        Assert.Equal(RefusalKind.Disabled, refusal.Kind);
        Assert.NotNull(external);
    }

    [Fact]
    public async Task A_disabled_password_lets_nobody_in_until_an_administrator_sets_another()
    {
        var client = pool.Client();
        var tokens = (await client.SignIn("ana")).Ok.AuthenticationResult!;
        Assert.True((await Disable("Cognito", "Cognito_Subject", "ana")).IsOk);
        Assert.Equal("EXTERNAL_PROVIDER", (await pool.Get("ana")).Ok.UserStatus);
        Assert.Equal("NotAuthorizedException: Incorrect username or password.", (await client.SignIn("ana")).Refusal);
        Assert.False((await client.Refresh(tokens.RefreshToken!)).IsOk);
        Assert.False((await client.Forgot("ana")).IsOk);
        Assert.False((await pool.Reset("ana")).IsOk);

        Assert.True((await pool.SetPassword("ana", World.Another)).IsOk);
        Assert.True((await client.SignIn("ana", World.Another)).IsOk);
    }

    [Fact]
    public async Task Who_never_had_a_password_has_none_to_disable()
    {
        await Come("Google", "1");
        Assert.Equal(Nobody, (await Disable("Cognito", "Cognito_Subject", "Google_1")).Refusal);
        await pool.SetPassword("Google_1", World.Password);
        Assert.True((await Disable("Cognito", "Cognito_Subject", "Google_1")).IsOk);
    }

    [Fact]
    public async Task A_deleted_person_leaves_their_identities()
    {
        pool.User("bob");
        await Link("ana", "Google", "Cognito_Subject", "1");
        await pool.Delete("ana");
        Assert.True((await Link("bob", "Google", "Cognito_Subject", "1")).IsOk);
    }

    private Task<Said<AdminLinkProviderForUserResponse>> Link(string destination, string? provider, string? name, string? value, string? to = "Cognito") =>
        world.Call(world.Op<AdminLinkProviderForUser>(), new()
        {
            UserPoolId = pool.Id,
            DestinationUser = new() { ProviderName = to, ProviderAttributeName = "anything", ProviderAttributeValue = destination },
            SourceUser = new() { ProviderName = provider, ProviderAttributeName = name, ProviderAttributeValue = value },
        });

    private Task<Said<AdminDisableProviderForUserResponse>> Disable(string? provider, string? name, string? value) =>
        world.Call(world.Op<AdminDisableProviderForUser>(), new()
        {
            UserPoolId = pool.Id, User = new() { ProviderName = provider, ProviderAttributeName = name, ProviderAttributeValue = value },
        });

    private async Task<User> Come(string provider, string subject)
    {
        var outcome = await world.Get<FederatedPeople>().Add(pool.Now, providers.Stored(provider)!, subject, new Dictionary<string, string>(), default);
        Assert.False(outcome.Refused(out _, out var user));
        return user;
    }

    private static JsonElement Claims(string token) =>
        JsonSerializer.Deserialize<JsonElement>(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));
}
