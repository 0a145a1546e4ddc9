using System.Numerics;

namespace Gatehouse.Crypto;

/// <summary>Exponentiation for machines on which no OpenSSL is found, as Windows and macOS out of the box.</summary>
internal sealed class ManagedModExp : IModExp
{
    /// <inheritdoc/>
    public byte[] Power(ReadOnlySpan<byte> number, ReadOnlySpan<byte> exponent)
    {
#pragma warning disable RS0030 // Slower and not constant-time, and still better than no SRP at all: only without OpenSSL.
        var power = BigInteger.ModPow(SrpGroup.Number(number), SrpGroup.Number(exponent), SrpGroup.N);
#pragma warning restore RS0030
        return SrpGroup.Fixed(power);
    }
}
