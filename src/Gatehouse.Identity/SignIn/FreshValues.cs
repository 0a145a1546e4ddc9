namespace Gatehouse.Identity;

/// <summary>What is new in each call: the time, and numbers nobody had before.</summary>
public sealed class FreshValues(IRandom random, TimeProvider clock)
{
    /// <summary>The time.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>16 random bytes.</summary>
    public byte[] Nonce() => Bytes(16);

    /// <summary>Random bytes.</summary>
    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.Fill(bytes);
        return bytes;
    }
}
