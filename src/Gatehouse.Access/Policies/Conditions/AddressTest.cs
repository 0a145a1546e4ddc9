using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Access.Policies;

/// <summary>A range of addresses: <c>203.0.113.0/24</c>, <c>2001:db8::/32</c>, or one address.</summary>
internal sealed class AddressTest(UInt128 first, bool isV6, int prefix) : ValueTest
{
    /// <summary>Reads one. Bits behind the prefix do not count.</summary>
    public static readonly ValueReader Read = (value, _) =>
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        var network = slash < 0 ? value : value[..slash];
        if (!TryRead(network, out var first, out var isV6))
            return Meaningless;

        var (prefix, most) = (0, isV6 ? 128 : 32);
        if (slash < 0)
            prefix = most;
        else if (!int.TryParse(value.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > most)
            return Meaningless;

        return new AddressTest(first, isV6, prefix);
    };

    /// <inheritdoc/>
    public override Match Test(string value, RequestContext context)
    {
        if (!TryRead(value, out var address, out var v6) || v6 != isV6)
            return Match.No;

        // A shift by the whole width is none at all.
        var behind = (isV6 ? 128 : 32) - prefix;
        return Is(behind == 128 || (address ^ first) >> behind == 0);
    }

    private static bool TryRead(string text, out UInt128 address, out bool isV6)
    {
        (address, isV6) = (0, false);
        if (!text.Contains(':', StringComparison.Ordinal))
            return TryReadFour(text, out address);
        if (text.Contains('%', StringComparison.Ordinal) || !IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6)
            return false;

        Span<byte> bytes = stackalloc byte[16];
        parsed.TryWriteBytes(bytes, out _);
        address = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        isV6 = !parsed.IsIPv4MappedToIPv6;
        if (!isV6)
            address &= uint.MaxValue;
        return true;
    }

    // IPAddress takes 010.1, 1 and 0x7f.1 for addresses too.
    private static bool TryReadFour(string text, out UInt128 address)
    {
        address = 0;
        Span<Range> parts = stackalloc Range[5];
        var span = text.AsSpan();
        if (span.Split(parts, '.') != 4)
            return false;

        foreach (var part in parts[..4])
        {
            if (span[part] is ['0', _, ..] || !byte.TryParse(span[part], NumberStyles.None, CultureInfo.InvariantCulture, out var octet))
                return false;

            address = address << 8 | octet;
        }

        return true;
    }
}
