using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Triggers;

/// <summary>Calls functions that this server runs itself, as processes that speak the Lambda Runtime API.</summary>
internal sealed class LocalTarget : IFunctionTarget, IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly Attempt Down = new Attempt.Failed("ServiceException", "it does not begin; its own words are in the log", MayPass: false);

    private readonly FunctionPlace.Local place;
    private readonly TimeProvider time;
    private readonly TimeSpan limit;
    private readonly ProcessPool pool;
    private readonly CancellationTokenSource end = new();
    private Task watch = Task.CompletedTask;

    public LocalTarget(FunctionPlan plan, FunctionPlace.Local place, Launch launch, RuntimeApi api, TimeProvider time, ILoggerFactory loggers)
    {
        (this.place, this.time, limit) = (place, time, plan.Limit);
        var name = plan.Name == FunctionPlan.Any ? Path.GetFileName(place.Folder) : FunctionReference.Of(plan.Name).Name;
        var output = new FunctionOutput(name, time, loggers.CreateLogger<FunctionOutput>());
        pool = new(process => Run(process, address => launch.Of(name, place, address), api, output), plan.AtOnce, name, time, loggers.CreateLogger<ProcessPool>());
    }

    /// <summary>Begins: a first process starts, and others in its place when the folder changes.</summary>
    public void Begin()
    {
        watch = Task.Run(() => Watch(end.Token));
        pool.StandReady();
    }

    /// <inheritdoc/>
    public async Task<Attempt> Call(Invocation invocation, CancellationToken ct)
    {
        if (await pool.Take(ct) is not { } process)
            return Down;
        if (ct.IsCancellationRequested)
        {
            pool.PutBack(process);
            return Attempt.TimedOut;
        }

        // It has all its time though the caller waited for it, or goes away: crowds and impatient people would end processes otherwise.
        process.Limit(limit);
        return await process.Session.Give(invocation with { Deadline = time.GetUtcNow() + limit });
    }

    /// <summary>Ends every process, and waits for that.</summary>
    public async Task Stop()
    {
        await end.CancelAsync();
        await Task.WhenAll(watch, pool.Stop());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        end.Cancel();
        pool.Dispose();
        end.Dispose();
    }

    private static async Task<int?> Run(LocalProcess process, Func<string, ProcessStartInfo> launch, RuntimeApi api, FunctionOutput output)
    {
        var address = await api.Open(process.Session);
        try
        {
            return await process.Run(launch(address), output);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            output.Say(failure.Message);
            return null;
        }
        finally
        {
            api.Close(address);
        }
    }

    private async Task Watch(CancellationToken ct)
    {
        var last = FolderStamp.Of(place.Folder);
        var known = last;
        using var tick = new PeriodicTimer(Pace, time);
        try
        {
            while (await tick.WaitForNextTickAsync(ct))
            {
                pool.Trim();
                var now = FolderStamp.Of(place.Folder);

                // Two times the same: nobody is writing any more.
                if (now == last && now != known)
                {
                    known = now;
                    pool.Renew();
                }

                last = now;
            }
        }
        catch (OperationCanceledException)
        {
            // It ends.
        }
    }
}
