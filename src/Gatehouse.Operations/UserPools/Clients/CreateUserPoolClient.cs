using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Makes a client of a pool, public or with a secret.</summary>
public sealed class CreateUserPoolClient(PoolGate gate, IAppClients clients, ClientNeighbours neighbours, IRandom random, TimeProvider clock)
    : CreateUserPoolClientContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<CreateUserPoolClientResponse>> Run(CreateUserPoolClientRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (request is { GenerateSecret: true, ClientSecret: not null })
            return InvalidParameter("ClientSecret can not be specified when GenerateSecret is true.");

        var asked = ClientSettings.Asked(request);
        if (Make(request, await neighbours.Of(pool, asked, call), asked).Refused(out fault, out var client))
            return fault;
        if (!await clients.Add(client, call.Aborted))
            return PoolGate.Unknown(pool.Id);

        return new CreateUserPoolClientResponse { UserPoolClient = DescribeClient.Of(client) };
    }

    private Reply<AppClient> Make(CreateUserPoolClientRequest request, ClientSurroundings around, UserPoolClientType asked)
    {
        var (id, now) = (random.ClientId(), clock.GetUtcNow());
        var client = new AppClient { Id = id, PoolId = around.Pool.Id, Name = request.ClientName, Created = now, Modified = now };
        var secret = request.GenerateSecret is true ? random.ClientSecret() : request.ClientSecret;
        return ClientSettings.Apply(secret is null ? client : client.WithSecret(secret, now), around, asked);
    }
}
