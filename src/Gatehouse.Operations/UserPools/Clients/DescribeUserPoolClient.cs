using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows every setting of a client.</summary>
public sealed class DescribeUserPoolClient(PoolClientGate gate) : DescribeUserPoolClientContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DescribeUserPoolClientResponse>> Run(DescribeUserPoolClientRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out var found))
            return fault;

        return new DescribeUserPoolClientResponse { UserPoolClient = DescribeClient.Of(found.Client) };
    }
}
