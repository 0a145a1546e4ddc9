using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the columns that the file of an import must have.</summary>
public sealed class GetCSVHeader(PoolGate gate) : GetCSVHeaderContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetCSVHeaderResponse>> Run(GetCSVHeaderRequest request, Call call) =>
        (await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool)
            ? fault
            : new GetCSVHeaderResponse { UserPoolId = pool.Id, CSVHeader = CsvHeader.Of(pool) };
}
