using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Replaces the name and the scopes of a resource server. A scope that is gone is good for nothing from this moment.</summary>
public sealed class UpdateResourceServer(PoolGate gate, IParts<ResourceServer> servers) : UpdateResourceServerContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateResourceServerResponse>> Run(UpdateResourceServerRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (ResourceServerShapes.Kept(request.Identifier) is { } kept)
            return kept;
        if (ResourceServerShapes.Read(request.Scopes).Refused(out fault, out var scopes))
            return fault;

        var change = await servers.Change(
            pool.Id,
            "",
            request.Identifier,
            there => there is null ? null : there with { Name = request.Name, Scopes = scopes },
            call.Aborted);
        return change.Part is { } server
            ? new UpdateResourceServerResponse { ResourceServer = ResourceServerShapes.Write(server) }
            : ResourceServerShapes.Unknown(request.Identifier);
    }
}
