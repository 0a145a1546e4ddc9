namespace Gatehouse.Identity;

/// <summary>How the adding of an import ended.</summary>
public enum ImportAdding
{
    /// <summary>It is stored.</summary>
    Added,

    /// <summary>The pool has as many as it may have.</summary>
    TooMany,

    /// <summary>The id is in use.</summary>
    IdInUse,

    /// <summary>The pool is gone; as if it had been added and gone with the pool.</summary>
    PoolIsGone,
}

/// <summary>How a change to an import ended.</summary>
/// <param name="Job">The import as it is stored now; null when there is none.</param>
/// <param name="IsBusy">It was to become active, and another one is; then nothing was stored.</param>
public readonly record struct ImportChange(ImportJob? Job, bool IsBusy = false);

/// <summary>Imports of people. Never answered from a cache; they go when their pool goes.</summary>
public interface IImports
{
    /// <summary>Stores a new import, unless the pool has that many.</summary>
    ValueTask<ImportAdding> Add(ImportJob job, int most, CancellationToken ct);

    /// <summary>The import, or null.</summary>
    ValueTask<ImportJob?> Find(string poolId, string jobId, CancellationToken ct);

    /// <summary>Imports of a pool, the newest first, after a cursor.</summary>
    ValueTask<Page<ImportJob>> List(string poolId, string? after, int limit, CancellationToken ct);

    /// <summary>Changes an import in one atomic step. Of all that want to become active, on any node, one does.</summary>
    /// <remarks>A change that answers the very same object stores nothing.</remarks>
    ValueTask<ImportChange> Change(string poolId, string jobId, Func<ImportJob, ImportJob> change, CancellationToken ct);

    /// <summary>Whether an import of the pool is active.</summary>
    ValueTask<bool> IsActive(string poolId, CancellationToken ct);
}

/// <summary>Which part of which file.</summary>
/// <param name="PoolId">The pool.</param>
/// <param name="Upload">The file's arrival.</param>
/// <param name="Number">From 0.</param>
public readonly record struct ImportChunk(string PoolId, string Upload, long Number);

/// <summary>The files of imports, in chunks that lie sealed.</summary>
public interface IImportFiles
{
    /// <summary>Keeps a chunk. What no import refers to a few hours later is forgotten.</summary>
    ValueTask Keep(ImportChunk chunk, ReadOnlyMemory<byte> bytes, DateTimeOffset now, CancellationToken ct);

    /// <summary>A chunk's bytes; null when there is none.</summary>
    ValueTask<byte[]?> Read(ImportChunk chunk, CancellationToken ct);

    /// <summary>Forgets a file.</summary>
    ValueTask Drop(string poolId, string upload, CancellationToken ct);
}

/// <summary>A step of a running import: people, and what became of them.</summary>
/// <param name="Next">The import after the step.</param>
/// <param name="Lines">What the log says of it.</param>
public sealed record ImportStep(ImportJob Next, IReadOnlyList<string> Lines);

/// <summary>Who runs an import.</summary>
/// <param name="Name">Another one for each process.</param>
/// <param name="Until">When somebody else may take it over, unless the holder takes a step before.</param>
public readonly record struct ImportHold(string Name, DateTimeOffset Until);

/// <summary>The import that goes on, for the node that runs it.</summary>
public interface IImportRuns
{
    /// <summary>Takes up the active import, when there is one that nobody holds; a pending one is in progress from now on.</summary>
    ValueTask<ImportJob?> Take(ImportHold hold, DateTimeOffset now, CancellationToken ct);

    /// <summary>
    /// Adds people and goes on with the import in one transaction. Nobody whose name is taken is added, and each such row fails alone.
    /// </summary>
    /// <param name="hold">Who runs it.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="jobId">The import.</param>
    /// <param name="people">Whom to add.</param>
    /// <param name="conclude">
    /// Is given the import as stored, and for each person null or the kind of the name that is taken; answers how it goes on. It may run again.
    /// </param>
    /// <param name="ct">Cancels the wait, never a commit.</param>
    /// <returns>The import after the step; null when somebody else holds it, or it or its pool is gone; then nothing was stored.</returns>
    ValueTask<ImportJob?> Step(
        ImportHold hold, UserPool pool, string jobId, IReadOnlyList<User> people, Func<ImportJob, IReadOnlyList<string?>, ImportStep> conclude, CancellationToken ct);

    /// <summary>Lets go of what a holder holds, so that anybody may go on at once.</summary>
    ValueTask Release(string holder, CancellationToken ct);

    /// <summary>The log of an import, line by line.</summary>
    IAsyncEnumerable<string> Log(string poolId, string jobId, CancellationToken ct);
}
