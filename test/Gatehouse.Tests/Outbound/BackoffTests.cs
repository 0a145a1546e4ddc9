using Gatehouse.Identity;
using Gatehouse.Outbound;

namespace Gatehouse.Tests.Outbound;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(2, 2, 4)]
    [InlineData(5, 16, 32)]
    [InlineData(9, 256, 512)]
    [InlineData(10, 450, 900)]
    [InlineData(1000, 450, 900)]
    public void The_wait_doubles_up_to_a_quarter_of_an_hour_less_at_most_half(int failures, int shortest, int longest)
    {
        Assert.Equal(TimeSpan.FromSeconds(longest), new Backoff(new Chance(0)).After(failures));
        Assert.Equal(TimeSpan.FromSeconds(shortest), new Backoff(new Chance(1)).After(failures));
    }

    private sealed class Chance(double part) : IRandom
    {
        public void Fill(Span<byte> buffer) => buffer.Clear();

        public int Below(int bound) => (int)((bound - 1) * part);
    }
}
