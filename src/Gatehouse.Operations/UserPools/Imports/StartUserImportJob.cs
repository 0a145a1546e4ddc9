using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Starts an import whose file has arrived. One of the installation goes on at a time.</summary>
public sealed class StartUserImportJob(PoolGate gate, Imports imports, ImportGate jobs) : StartUserImportJobContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<StartUserImportJobResponse>> Run(StartUserImportJobRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var outcome = await imports.Start(pool, request.JobId, call.Aborted);
        return jobs.Answer(request.JobId, outcome).Refused(out fault, out var job) ? fault : new StartUserImportJobResponse { UserImportJob = job };
    }
}
