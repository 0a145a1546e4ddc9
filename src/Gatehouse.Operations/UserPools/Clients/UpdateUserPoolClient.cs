using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Replaces the settings of a client: those that are left out go back to their defaults. The name and the secrets stay.</summary>
public sealed class UpdateUserPoolClient(PoolClientGate gate, ClientNeighbours neighbours, TimeProvider clock) : UpdateUserPoolClientContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateUserPoolClientResponse>> Run(UpdateUserPoolClientRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out var found))
            return fault;

        var (asked, now) = (ClientSettings.Asked(request, ClientSettings.Of(found.Client)), clock.GetUtcNow());
        var around = await neighbours.Of(found.Pool, asked, call);
        var change = await gate.Change(request.UserPoolId, request.ClientId, there => Changed(there.Client), call);
        if (change.Refused(out fault, out var changed))
            return fault;

        return new UpdateUserPoolClientResponse { UserPoolClient = DescribeClient.Of(changed.Client) };

        Reply<AppClient> Changed(AppClient client) =>
            ClientSettings.Apply(client with { Name = request.ClientName ?? client.Name, Modified = now }, around, asked);
    }
}
