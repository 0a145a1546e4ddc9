using Gatehouse.Identity;
using Gatehouse.TestKit;

namespace Gatehouse.Tests.Identity;

public sealed class DomainsTests
{
    private const string Pool = "eu-central-1_Abcdefghi";

    private readonly MemoryStore store = new(TimeProvider.System);
    private readonly List<string> asked = [];

    public DomainsTests()
    {
        store.Pools.Add(new() { Id = Pool, Name = "people", Created = default, Modified = default }, [], default).AsTask().Wait();
        foreach (var (name, isCustom) in new[] { ("acme", false), ("login.acme.example", true) })
            store.Parts<PoolDomain>().Add(new(Pool, name, isCustom, default), default).AsTask().Wait();
    }

    [Theory]
    [InlineData("acme.auth.id.example.com", "acme")]
    [InlineData("ACME.Auth.ID.example.com.", "acme")]
    [InlineData("acme.auth.eu-central-1.amazoncognito.com", "acme")]
    [InlineData("login.acme.example", "login.acme.example")]
    [InlineData("Login.Acme.Example", "login.acme.example")]
    public async Task A_host_stands_for_a_pool(string host, string domain)
    {
        var found = await At("https://id.example.com").ByHost(host, default);
        Assert.Equal((Pool, domain), (found!.Pool.Id, found.Domain.Name));
    }

    [Theory]
    [InlineData("id.example.com")]
    [InlineData("acme")]
    [InlineData("acme.id.example.com")]
    [InlineData("x.acme.auth.id.example.com")]
    [InlineData("acme.auth.id.example.com.evil.example")]
    [InlineData("acme.auth.us-east-1.amazoncognito.com")]
    [InlineData("acme.auth.amazoncognito.com")]
    [InlineData("acme.auth.")]
    [InlineData("login.acme.example.auth.id.example.com")]
    [InlineData("evil.login.acme.example")]
    [InlineData("loginxacme.example")]
    [InlineData(".auth.id.example.com")]
    [InlineData("nobody.auth.id.example.com")]
    [InlineData("")]
    [InlineData(".")]
    public async Task A_host_that_is_not_quite_one_stands_for_none(string host) => Assert.Null(await At("https://id.example.com").ByHost(host, default));

    [Fact]
    public async Task Neither_the_own_host_nor_one_too_long_is_looked_up()
    {
        var domains = At("https://id.example.com");
        Assert.Null(await domains.ByHost("id.example.com", default));
        Assert.Null(await domains.ByHost("ID.EXAMPLE.COM.", default));
        Assert.Null(await domains.ByHost(new string('a', 250) + ".com", default));
        Assert.Empty(asked);
        await domains.ByHost("acme.auth.id.example.com", default);
        Assert.Equal(["IParts`1.ByClaim"], asked);
    }

    [Fact]
    public async Task A_pool_that_is_gone_has_no_host()
    {
        var orphan = new MemoryStore(TimeProvider.System);
        Assert.Null(await new Domains(store.Parts<PoolDomain>(), orphan.Pools, Of("https://id.example.com")).ByHost("login.acme.example", default));
    }

    [Theory]
    [InlineData("https://id.example.com", "https://acme.auth.id.example.com", "https://login.acme.example")]
    [InlineData("https://id.example.com:8443/base", "https://acme.auth.id.example.com:8443", "https://login.acme.example:8443")]
    [InlineData("http://localhost:9229", "http://acme.auth.localhost:9229", "http://login.acme.example:9229")]
    [InlineData("http://127.0.0.1:9229", "http://acme.auth.localhost:9229", "http://login.acme.example:9229")]
    [InlineData("http://[::1]", "http://acme.auth.localhost", "http://login.acme.example")]
    public async Task The_address_of_a_domain_is_where_its_pool_is_found(string publicUrl, string label, string host)
    {
        var domains = At(publicUrl);
        var addresses = (await domains.Of(Pool, default)).ToDictionary(domain => domain.Name, domains.AddressOf);
        Assert.Equal((label, host), (addresses["acme"], addresses["login.acme.example"]));
        foreach (var (name, address) in addresses)
            Assert.Equal(name, (await domains.ByHost(new Uri(address).Host, default))!.Domain.Name);
    }

    [Theory]
    [InlineData("id.example.com", true)]
    [InlineData("acme.auth.id.example.com", true)]
    [InlineData("x.y.auth.id.example.com", true)]
    [InlineData("acme.auth.eu-central-1.amazoncognito.com", true)]
    [InlineData("auth.id.example.com", false)]
    [InlineData("example.com", false)]
    [InlineData("login.id.example.com", false)]
    public void Hosts_of_the_installation_are_nobody_else_s(string host, bool ours) => Assert.Equal(ours, At("https://id.example.com").IsOurs(host));

    [Fact]
    public async Task An_installation_at_an_address_of_its_machine_has_two_names()
    {
        var domains = At("http://127.0.0.1:9229");
        Assert.True(domains.IsOurs("127.0.0.1"));
        Assert.True(domains.IsOurs("localhost"));
        Assert.Null(await domains.ByHost("127.0.0.1", default));
        Assert.Empty(asked);
    }

    private static Realm Of(string publicUrl) => new("eu-central-1", "123456789012", publicUrl);

    private Domains At(string publicUrl) => new(UserPools.Spy.Before(store.Parts<PoolDomain>(), asked.Add), store.Pools, Of(publicUrl));
}
