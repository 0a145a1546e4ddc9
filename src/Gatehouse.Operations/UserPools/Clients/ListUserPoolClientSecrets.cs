using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the secrets of a client, at most two, all at once, and never their values.</summary>
public sealed class ListUserPoolClientSecrets(PoolClientGate gate) : ListUserPoolClientSecretsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListUserPoolClientSecretsResponse>> Run(ListUserPoolClientSecretsRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out var found))
            return fault;

        // There is only ever one page, so no token was ever given out.
        return request.NextToken is null
            ? new ListUserPoolClientSecretsResponse { ClientSecrets = [.. found.Client.Secrets.Select(SecretShapes.Write)] }
            : InvalidParameter("Invalid pagination token.");
    }
}
