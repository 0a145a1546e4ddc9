using System.Text;
using Gatehouse.Tests.Host;
using Gatehouse.Triggers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Triggers.Local;

/// <summary>What functions print, in the log.</summary>
public sealed class FunctionOutputTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly LogLines log = new();
    private readonly FunctionOutput output;

    public FunctionOutputTests() => output = new("gate", clock, log.For<FunctionOutput>());

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task Every_line_is_logged_with_the_name_of_the_function()
    {
        await Print("one\r\n\nzwölf\nlast");
        Assert.Equal(["gate: one", "gate: zwölf", "gate: last"], log.All);
    }

    [Fact]
    public async Task A_long_line_is_cut_and_the_next_one_is_whole()
    {
        await Print(new string('x', 1 << 20) + "\nnext\n");
        Assert.Equal(["gate: " + new string('x', FunctionOutput.LongestLine), "gate: next"], log.All);
    }

    [Fact]
    public async Task Of_too_many_lines_the_rest_is_counted()
    {
        await Print(string.Join('\n', Enumerable.Range(0, FunctionOutput.MostLines + 7)));
        Assert.Equal(FunctionOutput.MostLines, log.All.Count());
        clock.Advance(TimeSpan.FromSeconds(1));
        await Print("again");
        Assert.Equal(["gate printed too much: 7 lines are left out", "gate: again"], log.All.Skip(FunctionOutput.MostLines));
    }

    private Task Print(string text) => output.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), LogLevel.Information);
}
