namespace Gatehouse.Clients.Tests.Rig;

/// <summary>Whether calls waited for something that they must not wait for.</summary>
public static class Waits
{
    // What a busy machine may add in the short form. The long form measures what is promised: 20 ms, or on a machine so busy that this is less, half as much again.
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Promised = TimeSpan.FromMilliseconds(20);

    /// <summary>Holds the times of calls in trouble against those of healthy ones: half of them in the short form, 99 of 100 in the long one.</summary>
    public static void AssertNone(IReadOnlyList<TimeSpan> healthy, IReadOnlyList<TimeSpan> troubled)
    {
        var (usual, now) = (Load.Percentile(healthy, 0.5), Load.Percentile(troubled, 0.5));
        Assert.True(now < usual * 3 + Noise, $"{now.TotalMilliseconds} ms instead of {usual.TotalMilliseconds} ms");
        if (!Long.IsAskedFor)
            return;

        (usual, now) = (Load.Percentile(healthy, 0.99), Load.Percentile(troubled, 0.99));
        var allowed = usual / 2 > Promised ? usual / 2 : Promised;
        Assert.True(now <= usual + allowed, $"p99 is {now.TotalMilliseconds} ms instead of {usual.TotalMilliseconds} ms");
    }
}
