using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>
/// Runs the import that was started: some hundred rows at a time, each step one transaction with the people and how far the file is read.
/// Whoever takes over goes on exactly there.
/// </summary>
public sealed class Importer(IPools pools, IImportRuns runs, IImportFiles files, Newcomers newcomers, IRandom random, TimeProvider clock)
{
    /// <summary>A node that takes no step for so long has died.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Runs the active import, if there is one that no other node runs, to its end; answers whether there was.</summary>
    /// <param name="holder">Who runs it; another one for each process.</param>
    /// <param name="stopping">Ends the run between two steps; whoever comes next goes on at once.</param>
    public async ValueTask<bool> RunNext(string holder, CancellationToken stopping)
    {
        if (await runs.Take(Hold(holder), clock.GetUtcNow(), stopping) is not { } job || await pools.Find(job.PoolId, stopping) is not { } pool)
            return false;

        try
        {
            if (await Run(holder, pool, job, stopping) is { } end)
                await Finish(holder, pool, job, end);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await runs.Release(holder, CancellationToken.None);
            throw;
        }

        return true;
    }

    // Null when somebody else runs it now, or it went with its pool.
    private async ValueTask<ImportEnd?> Run(string holder, UserPool pool, ImportJob job, CancellationToken stopping)
    {
        if (job.Status is ImportStatus.Stopping)
            return ImportEnd.Stopped;

        var rows = new CsvRows(files, pool.Id, job.File!);
        if ((await rows.Next(stopping))?.Fields is not { } first || CsvHeader.Match(pool, first, job.Hashes is not null) is not { } header)
            return rows.IsBroken ? ImportEnd.Unreadable : ImportEnd.WrongHeader;
        if (job.Position > 0)
            rows.MoveTo(job.Position, job.Line);

        // The next step is read and judged while the one before is being stored.
        var judge = new ImportJudge(newcomers, pool, job.Hashes, header);
        ImportJob? now = job;
        var storing = Task.FromResult<ImportJob?>(job);
        while (true)
        {
            ImportBatch batch;
            try
            {
                batch = await ImportBatch.Read(rows, judge, new Arrival(random, clock.GetUtcNow()), stopping);
            }
            finally
            {
                now = await storing;
            }

            if (now is null)
                return null;
            if (now.Status is ImportStatus.Stopping)
                return ImportEnd.Stopped;
            if (batch.IsEmpty)
                return rows.IsBroken ? ImportEnd.Unreadable : Judged(now.Counts);
            storing = runs.Step(Hold(holder), pool, job.Id, batch.People, batch.Conclude, CancellationToken.None).AsTask();
        }
    }

    private async ValueTask Finish(string holder, UserPool pool, ImportJob job, ImportEnd end)
    {
        var now = clock.GetUtcNow();
        await runs.Step(Hold(holder), pool, job.Id, [], (there, _) => new ImportStep(Finished(there), []), CancellationToken.None);
        await files.Drop(pool.Id, job.File!.Upload, CancellationToken.None);

        ImportJob Finished(ImportJob there) => there.Finish(there.Status is ImportStatus.Stopping ? ImportEnd.Stopped : end, now);
    }

    private static ImportEnd Judged(ImportCounts counts) =>
        counts.Failed + counts.Skipped > counts.Imported ? ImportEnd.TooManyFailed : ImportEnd.Done;

    private ImportHold Hold(string holder) => new(holder, clock.GetUtcNow() + Lease);
}
