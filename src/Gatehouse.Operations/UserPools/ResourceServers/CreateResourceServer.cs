using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Makes a service known to a pool, with the scopes its tokens may have.</summary>
public sealed class CreateResourceServer(PoolGate gate, IParts<ResourceServer> servers) : CreateResourceServerContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<CreateResourceServerResponse>> Run(CreateResourceServerRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (ResourceServerShapes.Kept(request.Identifier) is { } kept)
            return kept;
        if (ResourceServerShapes.Read(request.Scopes).Refused(out fault, out var scopes))
            return fault;
        if (await servers.Count(pool.Id, "", call.Aborted) >= ResourceServer.MaxPerPool)
            return LimitExceeded($"A user pool cannot have more than {ResourceServer.MaxPerPool} resource servers.");

        var server = new ResourceServer(pool.Id, request.Identifier, request.Name, scopes);
        var added = await servers.Add(server, call.Aborted);
        if (added.IsOrphan)
            return PoolGate.Unknown(pool.Id);

        return ReferenceEquals(added.Part, server)
            ? new CreateResourceServerResponse { ResourceServer = ResourceServerShapes.Write(server) }
            : InvalidParameter($"{request.Identifier} already exists in user pool {pool.Id}.");
    }
}
