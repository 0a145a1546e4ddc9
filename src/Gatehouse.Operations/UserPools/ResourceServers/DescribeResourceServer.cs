using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows a resource server with its scopes.</summary>
public sealed class DescribeResourceServer(PoolGate gate, ResourceServers servers) : DescribeResourceServerContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DescribeResourceServerResponse>> Run(DescribeResourceServerRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        return await servers.Find(pool, request.Identifier, call.Aborted) is { } server
            ? new DescribeResourceServerResponse { ResourceServer = ResourceServerShapes.Write(server) }
            : ResourceServerShapes.Unknown(request.Identifier);
    }
}
