using Gatehouse.Contracts.UserPools;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Federation;

public sealed class ListIdentityProvidersTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly Providers providers;

    public ListIdentityProvidersTests()
    {
        pool = world.Pool();
        providers = new(pool);
    }

    [Fact]
    public async Task A_pool_without_providers_lists_none()
    {
        var page = (await providers.List()).Ok;
        Assert.Empty(page.Providers!);
        Assert.Null(page.NextToken);
    }

    [Fact]
    public async Task A_provider_is_listed_in_short()
    {
        await providers.Create("Google", "Google");
        var listed = Assert.Single((await providers.List()).Ok.Providers!);
        Assert.Equal(new ProviderDescription { ProviderName = "Google", ProviderType = "Google", CreationDate = world.Now, LastModifiedDate = world.Now }, listed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(60)]
    public async Task Pages_hold_every_provider_once_in_order_though_some_are_added_meanwhile(int size)
    {
        for (var i = 1; i <= 7; i++)
            await providers.Create($"idp{i}", "OIDC");

        var (seen, token, pages) = (new List<string>(), default(string), 0);
        do
        {
            var page = (await providers.List(size, token)).Ok;
            Assert.InRange(page.Providers!.Count, 1, size);
            seen.AddRange(page.Providers.Select(provider => provider.ProviderName!));
            token = page.NextToken;
            await providers.Create($"before{pages++}", "OIDC");
        }
        while (token is not null);

        Assert.Equal(["idp1", "idp2", "idp3", "idp4", "idp5", "idp6", "idp7"], seen);
        Assert.Equal((7 + size - 1) / size, pages);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public async Task Without_a_size_a_page_has_sixty(int? size)
    {
        for (var i = 0; i < 61; i++)
            await providers.Create($"idp{i}", "OIDC");
        var page = (await providers.List(size)).Ok;
        Assert.Equal(60, page.Providers!.Count);
        Assert.Single((await providers.List(size, page.NextToken)).Ok.Providers!);
    }

    [Fact]
    public async Task A_token_works_for_its_own_pool_and_listing_only()
    {
        var other = new Providers(world.Pool());
        for (var i = 0; i < 2; i++)
        {
            await providers.Create($"idp{i}", "OIDC");
            await other.Create($"idp{i}", "OIDC");
            pool.User($"user{i}");
        }

        var people = (await pool.List(r => r with { Limit = 1 })).Ok.PaginationToken;
        var foreign = (await other.List(1)).Ok.NextToken;
        foreach (var token in new[] { "x", "AAAA", people, foreign, (await providers.List(1)).Ok.NextToken + "A" })
            Assert.Equal("InvalidParameterException: Invalid pagination token.", (await providers.List(1, token)).Refusal);
    }

    [Fact]
    public async Task A_page_has_sixty_at_most() =>
        Assert.Contains("'61' at 'maxResults'", (await providers.List(61)).Refusal, StringComparison.Ordinal);

    [Fact]
    public async Task The_wire_shows_what_is_set_and_nothing_else()
    {
        Assert.Equal("""{"Providers":[]}""", await world.Send<ListIdentityProviders>($$"""{"UserPoolId":"{{pool.Id}}"}"""));
        await providers.Create("Google", "Google");
        var json = await world.Send<DescribeIdentityProvider>($$"""{"UserPoolId":"{{pool.Id}}","ProviderName":"Google"}""");
        Assert.Contains("\"IdpIdentifiers\":[]", json, StringComparison.Ordinal);
        Assert.DoesNotContain("AcrMapping", json, StringComparison.Ordinal);
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
    }
}
