using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Documents outlive the program that wrote them.</summary>
public sealed class DocumentTests
{
    [Fact]
    public void A_setting_that_an_older_document_lacks_has_its_default()
    {
        var client = Documents.Read<AppClient>(
            """{"Id":"c","PoolId":"p","Name":"n","Created":"2026-01-01T00:00:00+00:00","Modified":"2026-01-01T00:00:00+00:00"}""");

        Assert.Equal((new AppClient { Id = "c", PoolId = "p", Name = "n", Created = client.Created, Modified = client.Modified }).Ways, client.Ways);
        Assert.True(client.Revocable);
        Assert.Equal(TimeSpan.FromHours(1), client.AccessLifetime);
        Assert.Equal("{}", client.Described);
        Assert.Empty(client.Secrets);
    }

    [Fact]
    public void A_setting_of_a_newer_document_is_passed_over()
    {
        var tally = Documents.Read<Tally>("""{"Count":2,"Until":"2026-01-01T00:00:00+00:00","Last":"2026-01-01T00:00:00+00:00","New":{"x":[1]}}""");

        Assert.Equal(2, tally.Count);
    }

    [Fact]
    public void A_provider_comes_back_whole_and_lies_sealed()
    {
        var provider = new IdentityProvider
        {
            PoolId = "us-east-1_p", Name = "Adfs", Type = ProviderType.Saml, Created = Samples.Noon, Modified = Samples.Noon.AddHours(1),
            Details = new Dictionary<string, string> { ["MetadataURL"] = "https://idp.example.com", ["IDPInit"] = "true" },
            Saml = new("https://idp.example.com/entity", "https://idp.example.com/sso") { SignOutUrl = "https://idp.example.com/slo", Certificates = [[1, 2], [3]] },
            Mapping = new Dictionary<string, string> { ["email"] = "mail" }, Identifiers = ["example.com"], Levels = new Dictionary<string, string> { ["Level1"] = "urn:x" },
        };
        Assert.Equivalent(provider, Documents.Read<IdentityProvider>(Documents.Write(provider)), strict: true);
        Assert.True(IdentityProvider.Kind.IsSecret);

        var certificate = new PoolCertificate { PoolId = "us-east-1_p", Certificate = [1, 2], PrivateKey = [3, 4] };
        Assert.Equivalent(certificate, Documents.Read<PoolCertificate>(Documents.Write(certificate)), strict: true);
        Assert.True(PoolCertificate.Kind.IsSecret);
    }

    [Fact]
    public void What_can_be_computed_is_not_stored() => Assert.DoesNotContain("ShortName", Documents.Write(Samples.Pool()), StringComparison.Ordinal);
}
