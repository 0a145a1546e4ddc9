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
    public LocalFunction(Dictionary<string, string> files, Func<FunctionPlace.Local, FunctionPlace.Local>? with = null)
    {
        Folder = scratch.CreateSubdirectory("functions/gate").FullName;
        foreach (var (name, text) in files)
            Write(name, text);

        var place = new FunctionPlace.Local(Folder);
        place = with?.Invoke(place) ?? place;
        var loggers = new LoggerFactory([Log]);
        api = new(loggers);
        target = new(new("gate", place) { AtOnce = 2 }, place, new Launch("eu-central-1", scratch.FullName), api, TimeProvider.System, loggers);
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

    /// <summary>Asks it with an event, and with so much time.</summary>
    public async Task<Attempt> Ask(string @event = "{}", double seconds = 30)
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds + 30));
        var invocation = new Invocation("arn:aws:lambda:eu-central-1:0:function:gate", Guid.NewGuid().ToString(), Encoding.UTF8.GetBytes(@event))
        {
            Deadline = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(seconds),
        };
        return await target.Call(invocation, end.Token);
    }

    /// <summary>What it answers, as text.</summary>
    public async Task<string> Answer(string @event = "{}")
    {
        var attempt = await Ask(@event);
        Assert.True(attempt is Attempt.Answered, $"{attempt}\n{string.Join('\n', Log.All)}");
        return Encoding.UTF8.GetString(((Attempt.Answered)attempt).Body.Span);
    }

    /// <summary>What it fails with.</summary>
    public async Task<string> Error(string @event = "{}") => Assert.IsType<Attempt.Threw>(await Ask(@event)).Error;

    public Task Stop() => target.Stop().WaitAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        await Stop();
        target.Dispose();
        api.Dispose();
        scratch.Delete(recursive: true);
    }
}
