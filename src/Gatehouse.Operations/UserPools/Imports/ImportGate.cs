using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>An import and its pool.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Job">The import as it is to be seen now.</param>
public sealed record PoolImport(UserPool Pool, ImportJob Job);

/// <summary>Finds imports for signed operations, and words them.</summary>
public sealed class ImportGate(PoolGate gate, IImports imports, ImportUrl urls, TimeProvider clock)
{
    /// <summary>The import of that pool, or the fault that says there is none.</summary>
    public async ValueTask<Reply<PoolImport>> Find(string poolId, string jobId, Call call)
    {
        if ((await gate.Find(poolId, call)).Refused(out var fault, out var pool))
            return fault;

        return await imports.Find(pool.Id, jobId, call.Aborted) is { } job ? new PoolImport(pool, job.At(clock.GetUtcNow())) : Unknown(jobId);
    }

    /// <summary>The fault for a pool that is not there, or is to change while people are being imported into it; null for any other.</summary>
    public async ValueTask<Fault?> Busy(string poolId, Call call)
    {
        if ((await gate.Find(poolId, call)).Refused(out var fault, out var pool))
            return fault;

        return await imports.IsActive(pool.Id, call.Aborted)
            ? Faults.UserImportInProgress($"A user import job of user pool {poolId} is in progress.")
            : null;
    }

    /// <summary>What the domain made of a change to an import.</summary>
    public Reply<UserImportJobType> Answer(string jobId, Outcome<ImportJob>? outcome)
    {
        if (outcome is not { } changed)
            return Unknown(jobId);

        return changed.Refused(out var refusal, out var job) ? Faults.PreconditionNotMet(refusal.Detail!) : Describe(job);
    }

    /// <summary>An import as answers show it.</summary>
    public UserImportJobType Describe(ImportJob stored)
    {
        var job = stored.At(clock.GetUtcNow());
        return new UserImportJobType
        {
            JobName = job.Name,
            JobId = job.Id,
            UserPoolId = job.PoolId,
            PreSignedUrl = urls.Of(job),
            CreationDate = job.Created,
            StartDate = job.Started,
            CompletionDate = job.Ended,
            Status = job.Status.ToString(),
            CloudWatchLogsRoleArn = job.LogTarget,
            ImportedUsers = job.Counts.Imported,
            SkippedUsers = job.Counts.Skipped,
            FailedUsers = job.Counts.Failed,
            CompletionMessage = ImportLog.Ended(job),
            PasswordHashingAlgorithm = HashKinds.Name(job.Hashes),
        };
    }

    private static Fault Unknown(string jobId) => Faults.ResourceNotFound($"User import job {jobId} does not exist.");
}
