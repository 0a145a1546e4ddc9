namespace Gatehouse.Crypto;

/// <summary>Exponentiation modulo SRP's prime.</summary>
internal interface IModExp
{
    /// <summary>The base to the power of the exponent modulo N: 384 bytes. All numbers are unsigned and big-endian.</summary>
    byte[] Power(ReadOnlySpan<byte> number, ReadOnlySpan<byte> exponent);
}
