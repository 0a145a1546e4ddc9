using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public sealed class RotationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    public void The_newest_token_works_whatever_the_grace(int exchanges, int generation) =>
        Assert.True(After(exchanges).Accepts(generation, Noon.AddYears(1), TimeSpan.Zero));

    [Theory]
    [InlineData(0, true)]
    [InlineData(9.999, true)]
    [InlineData(10, false)]
    [InlineData(3600, false)]
    public void The_one_before_works_for_the_time_of_grace(double seconds, bool accepted) =>
        Assert.Equal(accepted, After(1).Accepts(0, Noon.AddSeconds(seconds), Grace));

    [Fact]
    public void Without_grace_it_dies_at_once() => Assert.False(After(1).Accepts(0, Noon, TimeSpan.Zero));

    [Fact]
    public void Without_grace_one_that_was_sent_just_before_the_exchange_that_won_is_dead_too() =>
        Assert.False(After(1).Accepts(0, Noon.AddMilliseconds(-5), TimeSpan.Zero));

    [Fact]
    public void Each_has_its_own_time_of_grace()
    {
        var rotation = Rotation.None.Next(Noon).Next(Noon.AddSeconds(6));
        Assert.True(rotation.Accepts(0, Noon.AddSeconds(9), Grace));
        Assert.False(rotation.Accepts(0, Noon.AddSeconds(11), Grace));
        Assert.True(rotation.Accepts(1, Noon.AddSeconds(15), Grace));
        Assert.False(rotation.Accepts(1, Noon.AddSeconds(16), Grace));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_number_that_was_never_given_out_does_not_work(int generation) => Assert.False(After(3).Accepts(generation, Noon, Grace));

    [Fact]
    public void However_often_it_is_exchanged_little_is_kept()
    {
        var rotation = After(1000);
        Assert.Equal(1000, rotation.Generation);
        Assert.Equal(16, rotation.Recent.Count);
        Assert.True(rotation.Accepts(984, Noon, Grace));
        Assert.False(rotation.Accepts(983, Noon, Grace));
    }

    private static Rotation After(int exchanges) => Enumerable.Range(0, exchanges).Aggregate(Rotation.None, (rotation, _) => rotation.Next(Noon));
}
