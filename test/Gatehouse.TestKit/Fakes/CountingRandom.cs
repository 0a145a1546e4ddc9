using Gatehouse.Identity;

namespace Gatehouse.TestKit;

/// <summary>Never says the same twice in a row, and always the same in the same test.</summary>
public sealed class CountingRandom : IRandom
{
    private int count;

    public void Fill(Span<byte> buffer)
    {
        foreach (ref var one in buffer)
            one = (byte)count++;
    }

    // The digits of the count, so that texts of a few letters do not repeat either.
    public int Below(int bound) => (count / 7 + count++) % bound;
}
