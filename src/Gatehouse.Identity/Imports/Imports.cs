namespace Gatehouse.Identity;

/// <summary>Imports of people: made, started, stopped.</summary>
public sealed class Imports(IImports jobs, ImportSignal signal, IRandom random, TimeProvider clock)
{
    /// <summary>No pool has more imports, those that are over among them.</summary>
    public const int Most = 1000;

    /// <summary>Makes an import; null when the pool has its <see cref="Most"/>.</summary>
    public async ValueTask<ImportJob?> Create(UserPool pool, string name, string logTarget, HashKind? hashes, CancellationToken ct)
    {
        while (true)
        {
            var job = new ImportJob
            {
                PoolId = pool.Id, Id = random.ImportId(), Name = name, LogTarget = logTarget, Hashes = hashes, Created = clock.GetUtcNow(),
            };
            switch (await jobs.Add(job, Most, ct))
            {
                case ImportAdding.Added or ImportAdding.PoolIsGone:
                    return job;
                case ImportAdding.TooMany:
                    return null;
                default:
                    continue;
            }
        }
    }

    /// <summary>Starts an import; null when there is none. Refused while another one of the installation goes on.</summary>
    public async ValueTask<Outcome<ImportJob>?> Start(UserPool pool, string jobId, CancellationToken ct)
    {
        var started = await Change(pool.Id, jobId, (job, now) => job.Start(pool, now), ct);
        if (started is { } outcome && !outcome.Refused(out _, out _))
            signal.Raise();
        return started;
    }

    /// <summary>Stops an import; null when there is none.</summary>
    public ValueTask<Outcome<ImportJob>?> Stop(UserPool pool, string jobId, CancellationToken ct) =>
        Change(pool.Id, jobId, (job, now) => job.Stop(now), ct);

    private async ValueTask<Outcome<ImportJob>?> Change(
        string poolId, string jobId, Func<ImportJob, DateTimeOffset, Outcome<ImportJob>> change, CancellationToken ct)
    {
        Refusal? refusal = null;
        var changed = await jobs.Change(poolId, jobId, Try, ct);
        return changed switch
        {
            { Job: null } => null,
            { IsBusy: true } => new Refusal(RefusalKind.WrongState, "Another user import job is in progress."),
            _ => refusal is null ? changed.Job : refusal,
        };

        ImportJob Try(ImportJob job) => change(job, clock.GetUtcNow()).Refused(out refusal, out var next) ? job : next;
    }
}
