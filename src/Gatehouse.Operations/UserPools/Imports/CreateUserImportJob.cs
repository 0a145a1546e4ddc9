using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Makes an import, and answers where to send its file.</summary>
public sealed class CreateUserImportJob(PoolGate gate, Imports imports, ImportGate jobs) : CreateUserImportJobContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<CreateUserImportJobResponse>> Run(CreateUserImportJobRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        HashKind? hashes = null;
        if (request.PasswordHashingAlgorithm is { } algorithm && (hashes = HashKinds.Read(algorithm)) is null)
            return InvalidParameter($"Invalid PasswordHashingAlgorithm: {algorithm}");
        if (await imports.Create(pool, request.JobName, request.CloudWatchLogsRoleArn, hashes, call.Aborted) is not { } job)
            return LimitExceeded($"A user pool has at most {Imports.Most} user import jobs.");

        return new CreateUserImportJobResponse { UserImportJob = jobs.Describe(job) };
    }
}
