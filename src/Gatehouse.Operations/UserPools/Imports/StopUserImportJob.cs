using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Stops an import; it cannot be started again, and whom it added stays.</summary>
public sealed class StopUserImportJob(PoolGate gate, Imports imports, ImportGate jobs) : StopUserImportJobContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<StopUserImportJobResponse>> Run(StopUserImportJobRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var outcome = await imports.Stop(pool, request.JobId, call.Aborted);
        return jobs.Answer(request.JobId, outcome).Refused(out fault, out var job) ? fault : new StopUserImportJobResponse { UserImportJob = job };
    }
}
