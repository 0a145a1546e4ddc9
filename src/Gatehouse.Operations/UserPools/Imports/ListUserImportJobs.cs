using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the imports of a pool, the newest first.</summary>
public sealed class ListUserImportJobs(PoolGate gate, IImports imports, ImportGate jobs, PageTokens tokens) : ListUserImportJobsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListUserImportJobsResponse>> Run(ListUserImportJobsRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var listing = $"ListUserImportJobs {pool.Id}";
        if (!tokens.TryOpen(listing, request.PaginationToken, out var cursor))
            return InvalidParameter("Invalid pagination token.");

        var page = await imports.List(pool.Id, cursor, request.MaxResults!.Value, call.Aborted);
        return new ListUserImportJobsResponse
        {
            UserImportJobs = [.. page.Items.Select(jobs.Describe)],
            PaginationToken = tokens.Seal(listing, page.Next),
        };
    }
}
