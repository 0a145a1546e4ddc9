using Gatehouse.Crypto;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public sealed class EventIdsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly EventIds ids = new(new SystemRandom());

    [Fact]
    public void An_id_is_a_uuid_of_version_7_that_tells_the_time()
    {
        var id = Guid.Parse(ids.Next(Noon));

        Assert.Equal(7, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        Assert.Equal(Noon.ToUnixTimeMilliseconds(), long.Parse(id.ToString("N")[..12], System.Globalization.NumberStyles.HexNumber, null));
    }

    [Fact]
    public void Each_id_is_greater_than_the_one_before_even_when_the_clock_stands_or_steps_back()
    {
        var made = new List<string>();
        for (var i = 0; i < 10_000; i++)
            made.Add(ids.Next(i % 3 == 0 ? Noon.AddMinutes(-1) : Noon));

        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.Equal(made.Count, made.Distinct().Count());
        Assert.True(string.CompareOrdinal(made[^1], ids.Next(Noon.AddSeconds(1))) < 0);
    }

    [Fact]
    public async Task Many_threads_get_no_id_twice()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 2000).Select(_ => ids.Next(Noon)).ToList())));

        Assert.Equal(16_000, made.SelectMany(few => few).Select(id => id[..18]).Distinct().Count());
    }
}
