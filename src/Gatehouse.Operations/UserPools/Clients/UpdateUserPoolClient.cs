using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Replaces the settings of a client: those that are left out go back to their defaults. The name and the secrets stay.</summary>
public sealed class UpdateUserPoolClient(PoolClientGate gate, TimeProvider clock) : UpdateUserPoolClientContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateUserPoolClientResponse>> Run(UpdateUserPoolClientRequest request, Call call)
    {
        var now = clock.GetUtcNow();
        var change = await gate.Change(request.UserPoolId, request.ClientId, found => Changed(found, request, now), call);
        if (change.Refused(out var fault, out var changed))
            return fault;

        return new UpdateUserPoolClientResponse { UserPoolClient = DescribeClient.Of(changed.Client) };
    }

    private static Reply<AppClient> Changed(PoolClient found, UpdateUserPoolClientRequest request, DateTimeOffset now)
    {
        var client = found.Client with { Name = request.ClientName ?? found.Client.Name, Modified = now };
        return ClientSettings.Apply(client, found.Pool, ClientSettings.Asked(request, ClientSettings.Of(client)));
    }
}
