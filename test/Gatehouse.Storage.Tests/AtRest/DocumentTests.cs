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
    public void What_can_be_computed_is_not_stored() => Assert.DoesNotContain("ShortName", Documents.Write(Samples.Pool()), StringComparison.Ordinal);
}
