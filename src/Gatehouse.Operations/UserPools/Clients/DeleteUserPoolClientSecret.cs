using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Retires one of a client's two secrets. It works no more from this moment.</summary>
public sealed class DeleteUserPoolClientSecret(PoolClientGate gate, TimeProvider clock) : DeleteUserPoolClientSecretContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DeleteUserPoolClientSecretResponse>> Run(DeleteUserPoolClientSecretRequest request, Call call)
    {
        var now = clock.GetUtcNow();
        var change = await gate.Change(
            request.UserPoolId, request.ClientId, found => Without(found.Client, request.ClientSecretId, now), call);
        if (change.Refused(out var fault, out _))
            return fault;

        return new DeleteUserPoolClientSecretResponse();
    }

    private static Reply<AppClient> Without(AppClient client, string secretId, DateTimeOffset now)
    {
        if (client.Secrets.All(secret => secret.Id != secretId))
            return ResourceNotFound($"Client secret {secretId} does not exist.");

        // A client without any secret would be a public one: what it could do alone, anyone could.
        return client.Secrets.Count > 1
            ? client with { Secrets = [.. client.Secrets.Where(secret => secret.Id != secretId)], Modified = now }
            : InvalidParameter("The last client secret can not be deleted.");
    }
}
