using System.Text;
using Gatehouse.Tests.Host;
using Gatehouse.Triggers;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tests.Triggers.Local;

/// <summary>A local function in a folder of its own, with real processes.</summary>
internal sealed class LocalFunction : IAsyncDisposable
{
    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("gatehouse-test-");
    private readonly RuntimeApi api;
    private readonly LocalTarget target;

    /// <param name="files">The files of the folder, by name.</param>
    /// <param name="with">Where its settings are not the usual ones.</param>
    /// <param name="seconds">Its time limit.</param>
    public LocalFunction(Dictionary<string, string> files, Func<FunctionPlace.Local, FunctionPlace.Local>? with = null, double seconds = 30)
    {
        Folder = scratch.CreateSubdirectory("functions/gate").FullName;
        foreach (var (name, text) in files)
            Write(name, text);

        var place = new FunctionPlace.Local(Folder);
        place = with?.Invoke(place) ?? place;
        var loggers = new LoggerFactory([Log]);
        api = new(loggers);
        target = new(new("gate", place) { AtOnce = 2, Limit = TimeSpan.FromSeconds(seconds) }, place, new Launch("eu-central-1", scratch.FullName), api, TimeProvider.System, loggers);
    }

    public string Folder { get; }

    public LogLines Log { get; } = new();

    public void Begin() => target.Begin();

    public void Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows() && name == "bootstrap")
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>Asks it with an event.</summary>
    public async Task<Attempt> Ask(string @event = "{}")
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await Ask(@event, end.Token);
    }

    /// <summary>The same for a caller who may go away.</summary>
    public Task<Attempt> Ask(string @event, CancellationToken ct) =>
        target.Call(new("arn:aws:lambda:eu-central-1:0:function:gate", Guid.NewGuid().ToString(), Encoding.UTF8.GetBytes(@event)), ct);

    /// <summary>What it answers, as text.</summary>
    public async Task<string> Answer(string @event = "{}")
    {
        var attempt = await Ask(@event);
        Assert.True(attempt is Attempt.Answered, $"{attempt}\n{string.Join('\n', Log.All)}");
        return Encoding.UTF8.GetString(((Attempt.Answered)attempt).Body.Span);
    }

    /// <summary>What it fails with.</summary>
    public async Task<string> Error(string @event = "{}") => Assert.IsType<Attempt.Threw>(await Ask(@event)).Error;

    /// <summary>Waits until it printed a line so often.</summary>
    public async Task Said(string line, int times)
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (Log.All.Count(one => one.StartsWith($"gate: {line}", StringComparison.Ordinal)) < times)
            await pace.WaitForNextTickAsync(end.Token);
    }

    public Task Stop() => target.Stop().WaitAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        await Stop();
        target.Dispose();
        api.Dispose();
        scratch.Delete(recursive: true);
    }
}
