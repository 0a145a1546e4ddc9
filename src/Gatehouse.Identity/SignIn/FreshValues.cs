namespace Gatehouse.Identity;

/// <summary>What is new in each call: the time, and numbers nobody had before.</summary>
public sealed class FreshValues(IRandom random, TimeProvider clock)
{
    /// <summary>The time.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>16 random bytes.</summary>
    public byte[] Nonce()
    {
        var nonce = new byte[16];
        random.Fill(nonce);
        return nonce;
    }
}
