using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the clients of a pool in order of their ids. A page of one type may be short, or empty, and not the last.</summary>
public sealed class ListUserPoolClients(PoolGate gate, IAppClients clients, PageTokens tokens) : ListUserPoolClientsContract
{
    private const int Most = 60;

    /// <inheritdoc/>
    public override async ValueTask<Reply<ListUserPoolClientsResponse>> Run(ListUserPoolClientsRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (request.ClientType is { } type && !ClientTypeType.All.Contains(type))
            return InvalidParameter($"Invalid ClientType: {type}");

        var listing = $"ListUserPoolClients {pool.Id} {request.ClientType}";
        if (!tokens.TryOpen(listing, request.NextToken, out var cursor))
            return InvalidParameter("Invalid pagination token.");

        var page = await clients.List(pool.Id, cursor, request.MaxResults ?? Most, call.Aborted);
        return new ListUserPoolClientsResponse
        {
            UserPoolClients = [.. page.Items.Where(client => Is(client, request.ClientType)).Select(Describe)],
            NextToken = tokens.Seal(listing, page.Next),
        };
    }

    private static bool Is(AppClient client, string? type) => type is null || ClientSettings.Of(client).ClientType == type;

    private static UserPoolClientDescription Describe(AppClient client) =>
        new() { ClientId = client.Id, UserPoolId = client.PoolId, ClientName = client.Name };
}
