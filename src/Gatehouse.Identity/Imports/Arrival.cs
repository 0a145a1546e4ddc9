namespace Gatehouse.Identity;

/// <summary>
/// People who arrive together: their subs begin with the same four random bytes, so that their rows lie side by side in the store and are
/// written together. The other 90 bits are everybody's own.
/// </summary>
/// <param name="random">Where the bits come from.</param>
/// <param name="now">When they arrive.</param>
public sealed class Arrival(IRandom random, DateTimeOffset now) : IRandom
{
    private readonly byte[] beginning = Beginning(random);

    /// <summary>When they arrive.</summary>
    public DateTimeOffset Now => now;

    /// <inheritdoc/>
    public void Fill(Span<byte> buffer)
    {
        random.Fill(buffer);
        beginning.AsSpan(0, Math.Min(beginning.Length, buffer.Length)).CopyTo(buffer);
    }

    /// <inheritdoc/>
    public int Below(int bound) => random.Below(bound);

    private static byte[] Beginning(IRandom random)
    {
        var bytes = new byte[4];
        random.Fill(bytes);
        return bytes;
    }
}
