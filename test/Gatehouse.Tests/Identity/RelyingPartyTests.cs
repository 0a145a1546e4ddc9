using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

/// <summary>Which pages may speak for a domain. Those of a domain that is not this machine: BadRegistrationTests.</summary>
public sealed class RelyingPartyTests
{
    private readonly RelyingParty machine = new("localhost", false, []);

    [Theory]
    [InlineData("http://localhost")]
    [InlineData("http://localhost:5173")]
    [InlineData("https://localhost:8443")]
    [InlineData("http://app.localhost:3000")]
    public void On_this_machine_scheme_and_port_are_free(string origin) => Assert.True(machine.Allows(origin));

    [Theory]
    [InlineData("http://127.0.0.1:5173")]
    [InlineData("http://[::1]:5173")]
    [InlineData("http://localhost.evil.com")]
    [InlineData("http://evillocalhost")]
    [InlineData("ftp://localhost")]
    [InlineData("file:///localhost")]
    [InlineData("http://localhost:5173/")]
    public void But_not_the_machine_itself(string origin) => Assert.False(machine.Allows(origin));

    [Fact]
    public void A_pool_of_this_machine_speaks_for_its_own_name_only()
    {
        var party = new RelyingParty("people.auth.localhost", false, []);
        Assert.True(party.Allows("http://people.auth.localhost:8080"));
        Assert.False(party.Allows("http://others.auth.localhost:8080"));
        Assert.False(party.Allows("http://localhost:8080"));
    }

    [Fact]
    public void A_registered_address_opens_its_own_port_within_the_domain_and_no_other_domain()
    {
        var party = new RelyingParty("example.com", false, ["https://app.example.com:9443/in?x=1", "http://example.com:80/", "https://evil.com:9443/", "no address"]);
        Assert.True(party.Allows("https://app.example.com:9443"));
        Assert.False(party.Allows("https://example.com:9443"));
        Assert.False(party.Allows("http://example.com"));
        Assert.False(party.Allows("https://evil.com:9443"));
    }
}
