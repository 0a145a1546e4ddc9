using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>The built server as a process of its own: it can be asked to stop, and it can be killed.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly Stopwatch since = Stopwatch.StartNew();

    private ServerProcess(ServerPlan plan)
    {
        Plan = plan;
        process = new Process { StartInfo = Command(plan) };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
        {
            BaseAddress = new Uri(plan.Endpoint),
            Timeout = TimeSpan.FromSeconds(100),
        };
        Cognito = new Cognito(Http, plan);
    }

    /// <summary>How it was started.</summary>
    public ServerPlan Plan { get; }

    /// <summary>A plain connection to it.</summary>
    public HttpClient Http { get; }

    /// <summary>Its operations.</summary>
    public Cognito Cognito { get; }

    /// <summary>What it printed, both streams.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    /// <summary>What it printed, as one text.</summary>
    public string Log => string.Join('\n', lines);

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>It runs no more.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>How long ago it was started.</summary>
    public TimeSpan Uptime => since.Elapsed;

    /// <summary>Starts a server and waits until it is ready.</summary>
    public static async Task<ServerProcess> Start(ServerPlan plan)
    {
        var server = Launch(plan);
        try
        {
            await Deadline.Until("the server is ready", StartLimit, async () =>
                server.HasEnded ? throw new InvalidOperationException("The server ended at its start:\n" + server.Log) : await server.IsReady());
            return server;
        }
        catch (Exception)
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a server and does not wait.</summary>
    public static ServerProcess Launch(ServerPlan plan) => new(plan);

    /// <summary>Whether it says that it can serve.</summary>
    public async Task<bool> IsReady()
    {
        try
        {
            using var answer = await Http.GetAsync("/healthz/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Ends it as a power cut does.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Sends SIGTERM and does not wait.</summary>
    public void AskToStop()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Ended(TimeSpan limit)
    {
        using var end = new CancellationTokenSource(limit);
        await process.WaitForExitAsync(end.Token);
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await Kill();

        Http.Dispose();
        process.Dispose();
    }

    private static ProcessStartInfo Command(ServerPlan plan)
    {
        var command = new ProcessStartInfo("dotnet", [Tree.Server, .. plan.Arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = plan.Directory ?? plan.Data,
        };
        foreach (var foreign in command.Environment.Keys.Where(name => name.StartsWith("GATEHOUSE_", StringComparison.Ordinal)).ToList())
            command.Environment.Remove(foreign);
        foreach (var (name, value) in plan.Settings().Concat(plan.Environment))
            command.Environment[name] = value;

        return command;
    }

    private void Keep(string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
