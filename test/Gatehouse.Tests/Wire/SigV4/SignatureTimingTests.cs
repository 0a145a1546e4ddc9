using System.Diagnostics;

namespace Gatehouse.Tests.Wire.SigV4;

/// <summary>How much of a wrong signature is right, and whether there is such a key, does not show in the time it takes to refuse it.</summary>
public class SignatureTimingTests
{
    private const int Samples = 1_000_000;

    // The bound of the usual test for leaks by timing (dudect): below it the two kinds cannot be told apart.
    private const double Bound = 4.5;

    [Fact]
    public async Task A_signature_wrong_in_its_last_digit_takes_as_long_as_one_wrong_in_all()
    {
        var times = await Times(Spoiled(digits: 1), Spoiled(digits: 64));

        Assert.InRange(Math.Abs(Welch(Cropped(times[0]), Cropped(times[1]))), 0, Bound);
    }

    // The answers differ, and so do a few branches to them; the signature that is calculated for nobody is what counts.
    [Fact]
    public async Task An_unknown_key_costs_a_signature_too()
    {
        var times = await Times(Spoiled(digits: 64), new GateWorld().Sign(GateWorld.Root with { KeyId = "AKIDNONE" }));

        var (known, unknown) = (Median(times[0]), Median(times[1]));
        Assert.InRange(unknown / known, 0.97, 1.03);
    }

    private static async Task<List<double>[]> Times(params GateWorld[] kinds)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("GATEHOUSE_LONG") is { Length: > 0 }, "Takes a minute: set GATEHOUSE_LONG.");
        var times = new[] { new List<double>(Samples / 2), new List<double>(Samples / 2) };
        var order = new Random(1);
        for (var i = 0; i < Samples; i++)
        {
            var kind = order.Next(2);
            var watch = Stopwatch.GetTimestamp();
            await kinds[kind].Admit();
            times[kind].Add(Stopwatch.GetTimestamp() - watch);
        }

        return times;
    }

    private static GateWorld Spoiled(int digits)
    {
        var world = new GateWorld().Sign();
        var header = world.Headers["Authorization"].ToString();
        var spoiled = header[..^digits] + string.Concat(header[^digits..].Select(digit => digit == 'a' ? 'b' : 'a'));
        world.Headers["Authorization"] = spoiled;
        return world;
    }

    // The slowest tenth is the machine's doing: interrupts, collections, other programs.
    private static double[] Cropped(List<double> times) => [.. times.Order().Take(times.Count * 9 / 10)];

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static double Welch(double[] one, double[] other)
    {
        var (a, b) = (Moments(one), Moments(other));
        return (a.Mean - b.Mean) / Math.Sqrt((a.Variance / one.Length) + (b.Variance / other.Length));
    }

    private static (double Mean, double Variance) Moments(double[] values)
    {
        var mean = values.Average();
        return (mean, values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
