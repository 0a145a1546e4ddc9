using Gatehouse.Tests.Federation;

namespace Gatehouse.Tests.UserPools.Federation;

public sealed class SamlProviderTests
{
    private const string Address = "https://idp.example.com/metadata";

    private readonly World world = new();
    private readonly Providers providers;

    public SamlProviderTests() => providers = new(world.Pool());

    [Fact]
    public async Task A_file_is_read_and_shown_with_what_it_says()
    {
        var asked = new Dictionary<string, string>(Providers.Saml)
        {
            ["IDPSignout"] = "true", ["IDPInit"] = "false", ["EncryptedResponses"] = "true", ["RequestSigningAlgorithm"] = "rsa-sha256",
        };
        var made = (await providers.Create("Adfs", "SAML", asked)).Ok.IdentityProvider!;
        var expected = new Dictionary<string, string>(asked)
        {
            ["SSORedirectBindingURI"] = Metadata.SignOn,
            ["SLORedirectBindingURI"] = Metadata.SignOut,
            ["ActiveEncryptionCertificate"] = Metadata.Certificate,
        };
        Assert.Equal(CreateIdentityProviderTests.Sorted(expected), CreateIdentityProviderTests.Sorted(made.ProviderDetails!));
        Assert.Null(made.AttributeMapping);
        Assert.Empty(world.Outside.Asked);

        var party = providers.Stored("Adfs")!.Saml!;
        Assert.Equal(("https://idp.example.com/entity", Metadata.SignOn, Metadata.SignOut), (party.EntityId, party.SignOnUrl, party.SignOutUrl));
        Assert.Equal(TestCertificates.One, Assert.Single(party.Certificates));
    }

    [Fact]
    public async Task An_address_is_fetched()
    {
        world.Outside[Address] = Metadata.Whole();
        var made = (await providers.Create("Adfs", "SAML", Wire.Map(("MetadataURL", Address)))).Ok.IdentityProvider!;
        Assert.Equal(Address, made.ProviderDetails!["MetadataURL"]);
        Assert.Equal(Metadata.SignOn, made.ProviderDetails["SSORedirectBindingURI"]);
        Assert.Equal([Address], world.Outside.Asked);
    }

    [Fact]
    public async Task An_address_that_does_not_answer_stores_nothing()
    {
        Assert.Equal(
            $"InvalidParameterException: Error retrieving metadata from {Address}",
            (await providers.Create("Adfs", "SAML", Wire.Map(("MetadataURL", Address)))).Refusal);
        Assert.Null(providers.Stored("Adfs"));
    }

    [Fact]
    public async Task A_document_at_an_address_is_judged_as_a_file_is()
    {
        world.Outside[Address] = "<html/>";
        Assert.Equal(
            "InvalidParameterException: The SAML metadata can not be used: it is not an EntityDescriptor.",
            (await providers.Create("Adfs", "SAML", Wire.Map(("MetadataURL", Address)))).Refusal);
    }

    [Theory]
    [InlineData("http://idp.example.com/metadata", "MetadataURL must start with https://")]
    [InlineData("file:///etc/passwd", "MetadataURL must start with https://")]
    [InlineData("https://127.0.0.1/metadata", "Provider detail MetadataURL names a host that may not be asked.")]
    [InlineData("https://2130706433/metadata", "Provider detail MetadataURL names a host that may not be asked.")]
    [InlineData("metadata", "Provider detail MetadataURL is not a URL.")]
    public async Task An_address_that_may_not_be_asked_is_not_asked(string address, string text)
    {
        Assert.Equal($"InvalidParameterException: {text}", (await providers.Create("Adfs", "SAML", Wire.Map(("MetadataURL", address)))).Refusal);
        Assert.Empty(world.Outside.Asked);
    }

    [Fact]
    public async Task One_source_of_metadata_is_enough() => Assert.Equal(
        "InvalidParameterException: Only one of the MetadataURL or MetadataFile should be provided.",
        (await providers.Create("Adfs", "SAML", new(Providers.Saml) { ["MetadataURL"] = Address })).Refusal);

    [Theory]
    [InlineData("IDPSignout", "yes", "IDPSignout must be true or false.")]
    [InlineData("IDPInit", "1", "IDPInit must be true or false.")]
    [InlineData("EncryptedResponses", "never", "EncryptedResponses must be true or false.")]
    [InlineData("RequestSigningAlgorithm", "rsa-sha1", "RequestSigningAlgorithm must be rsa-sha256.")]
    public async Task Switches_have_two_positions_and_algorithms_one(string name, string value, string text) =>
        Assert.Equal($"InvalidParameterException: {text}", (await providers.Create("Adfs", "SAML", new(Providers.Saml) { [name] = value })).Refusal);

    [Fact]
    public async Task What_the_metadata_says_is_not_for_the_caller_to_say()
    {
        var asked = new Dictionary<string, string>(Providers.Saml)
        {
            ["SSORedirectBindingURI"] = "https://evil.example.com", ["ActiveEncryptionCertificate"] = "MIIC",
        };
        var details = (await providers.Create("Adfs", "SAML", asked)).Ok.IdentityProvider!.ProviderDetails!;
        Assert.Equal((Metadata.SignOn, Metadata.Certificate), (details["SSORedirectBindingURI"], details["ActiveEncryptionCertificate"]));
    }

    [Fact]
    public async Task A_pool_has_one_certificate_for_all_its_providers()
    {
        await providers.Create("One", "SAML");
        await providers.Create("Two", "SAML");
        await providers.Describe("One");
        Assert.Equal(1, world.Certificates.Count);
    }
}
