using System.Net;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.255.255", "11.0.0.0")]
    [InlineData("10.1.2.3/8", "10.0.0.0", "9.255.255.255")]
    [InlineData("192.0.2.7/32", "192.0.2.7", "192.0.2.8")]
    [InlineData("192.0.2.128/25", "192.0.2.200", "192.0.2.127")]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::")]
    [InlineData("2001:db8::1/128", "2001:db8::1", "2001:db8::2")]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", "11.0.0.0")]
    [InlineData("0.0.0.0/0", "203.0.113.9", "2001:db8::1")]
    [InlineData("::/0", "2001:db8::1", "203.0.113.9")]
    public void A_range_holds_what_lies_in_it(string range, string inside, string outside)
    {
        var network = AddressRange.Parse(range)!.Value;
        Assert.True(network.Contains(IPAddress.Parse(inside)));
        Assert.False(network.Contains(IPAddress.Parse(outside)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0/8")]
    [InlineData("10/8")]
    [InlineData("010.0.0.0/8")]
    [InlineData("0x0a.0.0.0/8")]
    [InlineData("2001:db8::/129")]
    [InlineData("::ffff:10.0.0.0/8")]
    [InlineData("example.com/8")]
    public void What_is_no_range_is_none(string range) => Assert.Null(AddressRange.Parse(range));

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:DB8:0::1", "2001:db8::1")]
    [InlineData("fe80::1%3", "fe80::1")]
    public void An_address_has_one_form(string text, string plain) => Assert.Equal(plain, AddressRange.Address(text)?.ToString());

    [Theory]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("192.0.2.7:80")]
    [InlineData(" 192.0.2.7")]
    [InlineData("192.0.2.7, 10.0.0.1")]
    [InlineData("localhost")]
    [InlineData("")]
    public void A_short_or_strange_form_is_no_address(string text) => Assert.Null(AddressRange.Address(text));

    [Fact]
    public void The_way_an_address_came_does_not_change_it()
    {
        Assert.Equal(IPAddress.Parse("192.0.2.7"), AddressRange.Plain(IPAddress.Parse("192.0.2.7").MapToIPv6()));
        Assert.Equal("fe80::1", AddressRange.Plain(new IPAddress(IPAddress.Parse("fe80::1").GetAddressBytes(), 5)).ToString());
        Assert.Equal(IPAddress.IPv6Loopback, AddressRange.Plain(IPAddress.IPv6Loopback));
    }
}
