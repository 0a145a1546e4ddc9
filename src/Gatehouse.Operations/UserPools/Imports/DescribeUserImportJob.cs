using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows an import: where it stands, and what became of the rows read so far.</summary>
public sealed class DescribeUserImportJob(ImportGate jobs) : DescribeUserImportJobContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DescribeUserImportJobResponse>> Run(DescribeUserImportJobRequest request, Call call) =>
        (await jobs.Find(request.UserPoolId, request.JobId, call)).Refused(out var fault, out var found)
            ? fault
            : new DescribeUserImportJobResponse { UserImportJob = jobs.Describe(found.Job) };
}
