using System.Security.Cryptography;
using Gatehouse.Identity;

namespace Gatehouse.Crypto;

/// <summary>The operating system's cryptographic random numbers.</summary>
public sealed class SystemRandom : IRandom
{
    /// <inheritdoc/>
    public void Fill(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);

    /// <inheritdoc/>
    public int Below(int bound) => RandomNumberGenerator.GetInt32(bound);
}
