using System.Globalization;
using System.Text;

namespace Gatehouse.Bench;

/// <summary>The results as a page of Markdown.</summary>
public sealed class Page(Limits limits, Measurement ours, Measurement? peer)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>The page.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        text.AppendLine(Culture, $"Measured on {Environment.ProcessorCount} processors ({Processor()}), .NET {Environment.Version}; both servers and the driver on the same machine.");
        text.AppendLine().AppendLine("## What the cryptography costs by itself").AppendLine();
        text.AppendLine("| | CPU time of one | per second on all processors |").AppendLine("| --- | ---: | ---: |");
        text.AppendLine(Limit("Argon2id, 19 MiB, 2 passes", limits.Hash));
        text.AppendLine(Limit("two RSA-2048 signatures, as a token pair has", 2 * limits.Signature));
        text.AppendLine(Limit("3,072-bit exponentiation, 256-bit exponent", limits.Power));
        text.AppendLine(Limit("check of an ECDSA P-256 signature", limits.Verification));
        text.AppendLine(Limit("check of an RSA-2048 signature", limits.Check));
        text.AppendLine().AppendLine("## Gatehouse").AppendLine();
        text.AppendLine("| | alone | per second | p50 | p99 | server's CPU for one | of it cryptography | target | driver's share of the CPU |");
        text.AppendLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (scenario, result) in ours.Results)
            text.AppendLine(Row(scenario, result));

        if (peer is not null)
            Compare(text, peer);

        return text.ToString();
    }

    private void Compare(StringBuilder text, Measurement peer)
    {
        text.AppendLine().AppendLine(Culture, $"## Beside {peer.Name}").AppendLine();
        text.AppendLine(Culture, $"| | Gatehouse | {peer.Name} | ratio |").AppendLine("| --- | ---: | ---: | ---: |");
        foreach (var (scenario, result) in peer.Results)
            text.AppendLine(Culture, $"| {scenario.Name}, per second | {ours.Results[scenario].PerSecond:N0} | {result.PerSecond:N0} | {ours.Results[scenario].PerSecond / result.PerSecond:0.0} |");

        text.AppendLine(Culture, $"| start to first answer | {ours.Start.TotalSeconds:0.00} s | {peer.Start.TotalSeconds:0.00} s | {ours.Start / peer.Start:0.0} |");
        text.AppendLine(Culture, $"| resident memory, idle | {ours.IdleMemory >> 20} MiB | {peer.IdleMemory >> 20} MiB | {(double)ours.IdleMemory / peer.IdleMemory:0.0} |");
    }

    private static string Limit(string name, TimeSpan cost) =>
        string.Create(Culture, $"| {name} | {cost.TotalMilliseconds:0.00#} ms | {Limits.PerSecond(cost):N0} |");

    private string Row(Scenario scenario, Result result)
    {
        var share = scenario.Arithmetic is { } arithmetic ? (arithmetic(limits) / result.ServerPerCall).ToString("P0", Culture) : "–";
        var target = scenario.Target?.ToString("P0", Culture) ?? "–";
        return string.Create(
            Culture,
            $"| {scenario.Name} | {Milliseconds(result.Alone)} | {result.PerSecond:N0} | {Milliseconds(result.Median)} | {Milliseconds(result.Slow)} | {result.ServerPerCall.TotalMilliseconds:0.00} ms | {share} | {target} | {result.DriverShare:P0} |");
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.0", Culture) + " ms";

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";
}
