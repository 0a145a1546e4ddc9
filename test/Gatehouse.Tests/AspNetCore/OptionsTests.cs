using Gatehouse.AspNetCore;

namespace Gatehouse.Tests.AspNetCore;

public sealed class OptionsTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "nothing", "Url or Pools must be set" },
        { "another scheme", "Url must be an http or https URL" },
        { "relative", "Url must be an http or https URL" },
        { "no secret", "DoorSecret must be the server's GATEHOUSE_DOOR_SECRET" },
        { "short secret", "DoorSecret must be the server's GATEHOUSE_DOOR_SECRET" },
        { "no door", "Door must be the name" },
        { "no tokens", "Accepts must be a kind of token" },
        { "clear text", "must be the https URL of a pool" },
        { "no URL", "must be the https URL of a pool" },
        { "no clients", "must have Clients" },
        { "an empty client", "must have Clients" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void What_can_not_be_right_is_told(string what, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<ArgumentException>(Options(what).Validate).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI")]
    [InlineData("http://127.0.0.1:7080/us-east-1_AbCdEfGhI")]
    [InlineData("http://localhost:7080/us-east-1_AbCdEfGhI")]
    public void A_pool_is_enough(string issuer) => new GatehouseOptions { Pools = { Pool(issuer, "client") } }.Validate();

    [Fact]
    public void Secrets_are_not_printed() => Assert.DoesNotContain(ToyApp.Secret, new DoorServer(new("http://gatehouse"), ToyApp.Secret).ToString(), StringComparison.Ordinal);

    private static GatehouseOptions Options(string what)
    {
        var good = new GatehouseOptions { Url = new("http://gatehouse:7080"), DoorSecret = ToyApp.Secret, Door = "orders" };
        switch (what)
        {
            case "nothing": good.Url = null; break;
            case "another scheme": good.Url = new("ftp://gatehouse"); break;
            case "relative": good.Url = new("/gatehouse", UriKind.Relative); break;
            case "no secret": good.DoorSecret = null; break;
            case "short secret": good.DoorSecret = ToyApp.Secret[..31]; break;
            case "no door": good.Door = ""; break;
            case "no tokens": good.Accepts = default; break;
            case "clear text": good.Pools.Add(Pool("http://id.example.com/us-east-1_Pool", "client")); break;
            case "no URL": good.Pools.Add(Pool("us-east-1_Pool", "client")); break;
            case "no clients": good.Pools.Add(new() { Issuer = PoolKey.Issuer }); break;
            default: good.Pools.Add(Pool(PoolKey.Issuer, "")); break;
        }

        return good;
    }

    private static GatehousePool Pool(string issuer, string client) => new() { Issuer = issuer, Clients = { client } };
}
