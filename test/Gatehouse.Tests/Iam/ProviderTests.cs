using Gatehouse.Operations.Iam;

namespace Gatehouse.Tests.Iam;

public sealed class ProviderTests : IamTest
{
    private const string Oidc = "arn:aws:iam::000000000000:oidc-provider/id.example.com/a";
    private const string Saml = "arn:aws:iam::000000000000:saml-provider/okta";
    private static readonly string Thumbprint = new('a', 40);

    [Fact]
    public async Task An_OpenID_provider_is_made_known_and_forgotten()
    {
        var made = await Done<CreateOpenIDConnectProvider>(
            ("Url", "https://id.example.com/a/"), ("ClientIDList", new[] { "one", "two", "one" }), ("ThumbprintList", new[] { Thumbprint }), ("Tags", new[] { ("k", "v") }));
        Assert.Equal((Oidc, "k"), (made.Text("OpenIDConnectProviderArn"), made.Text("Key")));
        var shown = await Done<GetOpenIDConnectProvider>(("OpenIDConnectProviderArn", Oidc));
        Assert.Equal(("id.example.com/a", "2026-09-01T09:08:07Z", "v"), (shown.Text("Url"), shown.Text("CreateDate"), shown.Text("Value")));
        Assert.Equal(["one", "two"], shown.Members("ClientIDList"));
        Assert.Equal([Thumbprint], shown.Members("ThumbprintList"));
        Assert.Equal([Oidc], (await Done<ListOpenIDConnectProviders>()).Texts("Arn"));
        Assert.Equal("EntityAlreadyExists: Provider with url https://ID.example.com/a already exists.", await Refused<CreateOpenIDConnectProvider>(("Url", "https://ID.example.com/a")));

        await Done<DeleteOpenIDConnectProvider>(("OpenIDConnectProviderArn", Oidc));
        Assert.Empty((await Done<ListOpenIDConnectProviders>()).Texts("Arn"));
        string[] said =
        [
            await Refused<GetOpenIDConnectProvider>(("OpenIDConnectProviderArn", Oidc)), await Refused<DeleteOpenIDConnectProvider>(("OpenIDConnectProviderArn", Oidc)),
            await Refused<AddClientIDToOpenIDConnectProvider>(("OpenIDConnectProviderArn", Oidc), ("ClientID", "x")),
            await Refused<RemoveClientIDFromOpenIDConnectProvider>(("OpenIDConnectProviderArn", Oidc), ("ClientID", "x")),
            await Refused<UpdateOpenIDConnectProviderThumbprint>(("OpenIDConnectProviderArn", Oidc), ("ThumbprintList", new[] { Thumbprint })),
        ];
        Assert.All(said, one => Assert.Equal($"NoSuchEntity: OpenIDConnect Provider not found for arn {Oidc}", one));
    }

    [Theory]
    [InlineData("http://id.example.com")]
    [InlineData("https://me@id.example.com")]
    [InlineData("https://id.example.com?a=b")]
    [InlineData("https://id.example.com#a")]
    [InlineData("id.example.com")]
    [InlineData("file:///etc/passwd")]
    public async Task An_issuer_is_a_plain_https_address(string url)
    {
        Assert.Equal("InvalidInput: Invalid Open ID Connect Provider URL", await Refused<CreateOpenIDConnectProvider>(("Url", url)));
        Assert.Empty((await Done<ListOpenIDConnectProviders>()).Texts("Arn"));
    }

    [Fact]
    public async Task Its_clients_and_thumbprints_change()
    {
        await Done<CreateOpenIDConnectProvider>(("Url", "https://id.example.com/a"));
        foreach (var id in new[] { "one", "two", "one" })
            await Done<AddClientIDToOpenIDConnectProvider>(("OpenIDConnectProviderArn", Oidc), ("ClientID", id));
        await Done<RemoveClientIDFromOpenIDConnectProvider>(("OpenIDConnectProviderArn", Oidc), ("ClientID", "one"));
        await Done<RemoveClientIDFromOpenIDConnectProvider>(("OpenIDConnectProviderArn", Oidc), ("ClientID", "one"));
        await Done<UpdateOpenIDConnectProviderThumbprint>(("OpenIDConnectProviderArn", Oidc), ("ThumbprintList", new[] { Thumbprint }));
        var shown = await Done<GetOpenIDConnectProvider>(("OpenIDConnectProviderArn", Oidc));
        Assert.Equal(["two"], shown.Members("ClientIDList"));
        Assert.Equal([Thumbprint], shown.Members("ThumbprintList"));
    }

    [Fact]
    public async Task A_hundred_clients_are_the_most()
    {
        await Done<CreateOpenIDConnectProvider>(("Url", "https://id.example.com/a"), ("ClientIDList", Enumerable.Range(0, 100).Select(i => $"c{i}").ToArray()));
        Assert.StartsWith("LimitExceeded: ", await Refused<AddClientIDToOpenIDConnectProvider>(("OpenIDConnectProviderArn", Oidc), ("ClientID", "more")));
        await Done<AddClientIDToOpenIDConnectProvider>(("OpenIDConnectProviderArn", Oidc), ("ClientID", "c7"));
        Assert.StartsWith("LimitExceeded: ", await Refused<CreateOpenIDConnectProvider>(("Url", "https://b.example.com"), ("ClientIDList", Enumerable.Range(0, 101).Select(i => $"c{i}").ToArray())));
    }

    [Fact]
    public async Task A_SAML_provider_is_made_known_changed_and_forgotten()
    {
        var (metadata, other) = (Metadata("https://one.example.com"), Metadata("https://two.example.com"));
        Assert.Equal(Saml, (await Done<CreateSAMLProvider>(("Name", "okta"), ("SAMLMetadataDocument", metadata), ("Tags", new[] { ("k", "v") }))).Text("SAMLProviderArn"));
        var shown = await Done<GetSAMLProvider>(("SAMLProviderArn", Saml));
        Assert.Equal((metadata, "v"), (shown.Text("SAMLMetadataDocument"), shown.Text("Value")));
        Assert.True(DateTimeOffset.Parse(shown.Text("ValidUntil")!, System.Globalization.CultureInfo.InvariantCulture) > World.World.Now);
        Assert.Equal([Saml], (await Done<ListSAMLProviders>()).Texts("Arn"));
        Assert.Equal("EntityAlreadyExists: Provider with name OKTA already exists.", await Refused<CreateSAMLProvider>(("Name", "OKTA"), ("SAMLMetadataDocument", metadata)));

        Assert.Equal(Saml, (await Done<UpdateSAMLProvider>(("SAMLProviderArn", Saml), ("SAMLMetadataDocument", other))).Text("SAMLProviderArn"));
        Assert.Equal((other, shown.Text("SAMLProviderUUID")), ((await Done<GetSAMLProvider>(("SAMLProviderArn", Saml))).Text("SAMLMetadataDocument"), (await Done<GetSAMLProvider>(("SAMLProviderArn", Saml))).Text("SAMLProviderUUID")));
        Assert.StartsWith("InvalidInput: ", await Refused<UpdateSAMLProvider>(("SAMLProviderArn", Saml)));
        Assert.StartsWith("InvalidInput: ", await Refused<UpdateSAMLProvider>(("SAMLProviderArn", Saml), ("SAMLMetadataDocument", other), ("AssertionEncryptionMode", "Required")));

        await Done<DeleteSAMLProvider>(("SAMLProviderArn", Saml));
        string[] said = [await Refused<GetSAMLProvider>(("SAMLProviderArn", Saml)), await Refused<DeleteSAMLProvider>(("SAMLProviderArn", Saml)), await Refused<UpdateSAMLProvider>(("SAMLProviderArn", Saml), ("SAMLMetadataDocument", other))];
        Assert.All(said, one => Assert.Equal($"NoSuchEntity: SAML provider {Saml} does not exist.", one));
    }

    [Fact]
    public async Task Metadata_that_is_none_is_refused()
    {
        Assert.StartsWith("InvalidInput: ", await Refused<CreateSAMLProvider>(("Name", "okta"), ("SAMLMetadataDocument", new string('x', 1000))));
        Assert.StartsWith("InvalidInput: ", await Refused<CreateSAMLProvider>(("Name", "okta"), ("SAMLMetadataDocument", "<a>" + new string(' ', 1000) + "</a>")));
        Assert.StartsWith("InvalidInput: ", await Refused<CreateSAMLProvider>(("Name", "okta"), ("SAMLMetadataDocument", Metadata("https://a.example.com")), ("AddPrivateKey", "key")));
    }

    // The model wants a thousand characters.
    private static string Metadata(string entity) => Federation.Metadata.Whole().Replace("https://idp.example.com", entity, StringComparison.Ordinal) + $"<!--{entity}{new string('x', 1000)}-->";
}
