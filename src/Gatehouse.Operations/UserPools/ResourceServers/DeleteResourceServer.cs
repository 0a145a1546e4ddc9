using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Deletes a resource server, also while clients name its scopes: they keep the names, and get no token for them any more.</summary>
public sealed class DeleteResourceServer(PoolGate gate, IParts<ResourceServer> servers) : DeleteResourceServerContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteResourceServerRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (ResourceServerShapes.Kept(request.Identifier) is { } kept)
            return kept;

        return await servers.Remove(pool.Id, "", request.Identifier, call.Aborted)
            ? Nothing.AtAll
            : ResourceServerShapes.Unknown(request.Identifier);
    }
}
