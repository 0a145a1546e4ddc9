using System.Globalization;
using System.Runtime.CompilerServices;
using Gatehouse.Identity;

namespace Gatehouse.TestKit;

/// <summary>An import as stored.</summary>
internal sealed record StoredImport(ImportJob Job, string? Holder, DateTimeOffset HeldUntil)
{
    public List<string> Log { get; init; } = [];
}

internal sealed class MemoryImports(MemoryTables tables, IUsers users) : IImports, IImportFiles, IImportRuns
{
    public ValueTask<ImportAdding> Add(ImportJob job, int most, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            if (!tables.Pools.ContainsKey(job.PoolId))
                return new(ImportAdding.PoolIsGone);
            if (tables.Imports.Keys.Count(key => key.Pool == job.PoolId) >= most)
                return new(ImportAdding.TooMany);

            return new(tables.Imports.TryAdd((job.PoolId, job.Id), new(job, null, default)) ? ImportAdding.Added : ImportAdding.IdInUse);
        }
    }

    public ValueTask<ImportJob?> Find(string poolId, string jobId, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.Imports.GetValueOrDefault((poolId, jobId))?.Job);
    }

    public ValueTask<Page<ImportJob>> List(string poolId, string? after, int limit, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            var newestFirst = tables.Imports.Values.Select(stored => stored.Job).Where(job => job.PoolId == poolId)
                .OrderByDescending(job => job.Created).ThenByDescending(job => job.Id, StringComparer.Ordinal);
            return new(MemoryTables.Page(newestFirst, Cursor, after, limit));
        }
    }

    public ValueTask<ImportChange> Change(string poolId, string jobId, Func<ImportJob, ImportJob> change, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            if (!tables.Imports.TryGetValue((poolId, jobId), out var stored))
                return new(default(ImportChange));

            var next = change(stored.Job);
            if (next.IsActive && !stored.Job.IsActive && Active() is not null)
                return new(new ImportChange(stored.Job, IsBusy: true));

            tables.Imports[(poolId, jobId)] = stored with { Job = next };
            return new(new ImportChange(next));
        }
    }

    public ValueTask<bool> IsActive(string poolId, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(Active()?.Job.PoolId == poolId);
    }

    public ValueTask Keep(ImportChunk chunk, ReadOnlyMemory<byte> bytes, DateTimeOffset now, CancellationToken ct)
    {
        lock (tables.Gate)
            tables.ImportChunks.Add(chunk, (now, bytes.ToArray()));
        return default;
    }

    public ValueTask<byte[]?> Read(ImportChunk chunk, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.ImportChunks.GetValueOrDefault(chunk).Bytes);
    }

    public ValueTask Drop(string poolId, string upload, CancellationToken ct)
    {
        lock (tables.Gate)
            MemoryTables.Drop(tables.ImportChunks, (chunk, _) => chunk.PoolId == poolId && chunk.Upload == upload);
        return default;
    }

    public ValueTask<ImportJob?> Take(ImportHold hold, DateTimeOffset now, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            if (Active() is not { } stored || stored.HeldUntil > now)
                return new((ImportJob?)null);

            var job = stored.Job.Status is ImportStatus.Pending ? stored.Job with { Status = ImportStatus.InProgress } : stored.Job;
            tables.Imports[(job.PoolId, job.Id)] = stored with { Job = job, Holder = hold.Name, HeldUntil = hold.Until };
            return new(job);
        }
    }

    public async ValueTask<ImportJob?> Step(
        ImportHold hold, UserPool pool, string jobId, IReadOnlyList<User> people, Func<ImportJob, IReadOnlyList<string?>, ImportStep> conclude, CancellationToken ct)
    {
        if (!tables.Imports.TryGetValue((pool.Id, jobId), out var stored) || stored.Holder != hold.Name || !stored.Job.IsActive)
            return null;

        var taken = new List<string?>();
        foreach (var person in people)
            taken.Add(await users.Add(pool, person, takeAliases: false, ct));
        lock (tables.Gate)
        {
            stored = tables.Imports[(pool.Id, jobId)];
            var step = conclude(stored.Job, taken);
            stored.Log.AddRange(step.Lines);
            tables.Imports[(pool.Id, jobId)] = stored with { Job = step.Next, HeldUntil = hold.Until };
            return step.Next;
        }
    }

    public ValueTask Release(string holder, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            if (Active() is { } stored && stored.Holder == holder)
                tables.Imports[(stored.Job.PoolId, stored.Job.Id)] = stored with { HeldUntil = default };
        }

        return default;
    }

    public async IAsyncEnumerable<string> Log(string poolId, string jobId, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.Yield();
        foreach (var line in tables.Imports.GetValueOrDefault((poolId, jobId))?.Log.ToList() ?? [])
            yield return line;
    }

    private StoredImport? Active() => tables.Imports.Values.FirstOrDefault(stored => stored.Job.IsActive && tables.Pools.ContainsKey(stored.Job.PoolId));

    // Falls as the times rise, so that what comes after a cursor is older.
    private static string Cursor(ImportJob job) => string.Create(
        CultureInfo.InvariantCulture,
        $"{long.MaxValue - job.Created.UtcTicks:D19} {new string([.. job.Id.Select(letter => (char)('\uFFFF' - letter))])}");
}
