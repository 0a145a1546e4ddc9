using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Identity;

/// <summary>Addresses of the internet and ranges of them (RFC 4632, RFC 4291), each in one form only.</summary>
public static class AddressRange
{
    // ::ffff:0:0/96, in which IPv6 carries the whole of IPv4.
    private const int MappedBits = 96;

    /// <summary>A range as <c>10.0.0.0/8</c> or <c>2001:db8::/32</c>; bits behind the prefix do not count. Null for anything else.</summary>
    public static IPNetwork? Parse(string text)
    {
        if (text.Split('/') is not [var first, var length] || Address(first) is not { } address)
            return null;
        if (!int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
            return null;

        // A range of mapped addresses was given by a prefix of IPv6.
        if (first.Contains(':') && address.AddressFamily is AddressFamily.InterNetwork)
            bits -= MappedBits;
        var bytes = address.GetAddressBytes();
        if (bits < 0 || bits > bytes.Length * 8)
            return null;

        for (var i = 0; i < bytes.Length; i++)
            bytes[i] &= (byte)(0xFF00 >> Math.Clamp(bits - (i * 8), 0, 8));
        return new IPNetwork(new IPAddress(bytes), bits);
    }

    /// <summary>An address in full: no short forms of IPv4 (<c>127.1</c>), no octal or hexadecimal ones. Null for anything else.</summary>
    public static IPAddress? Address(string text) =>
        IPAddress.TryParse(text, out var address) && (text.Contains(':') || address.ToString() == text) ? Plain(address) : null;

    /// <summary>The same address whichever socket it came through: IPv4 inside IPv6 as IPv4, without the name of an interface.</summary>
    public static IPAddress Plain(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } => new IPAddress(address.GetAddressBytes()),
        _ => address,
    };
}
