using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Gives a confidential client its second secret, so that the first can be retired without a pause.</summary>
public sealed class AddUserPoolClientSecret(PoolClientGate gate, IRandom random, TimeProvider clock) : AddUserPoolClientSecretContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AddUserPoolClientSecretResponse>> Run(AddUserPoolClientSecretRequest request, Call call)
    {
        var (value, now) = (request.ClientSecret ?? random.ClientSecret(), clock.GetUtcNow());
        var change = await gate.Change(request.UserPoolId, request.ClientId, found => Added(found.Client, value, now), call);
        if (change.Refused(out var fault, out var changed))
            return fault;

        // Who brought a secret knows it; who did not sees it here and never again.
        var shown = SecretShapes.Write(changed.Client.Secrets[^1]);
        return new AddUserPoolClientSecretResponse
        {
            ClientSecretDescriptor = request.ClientSecret is null ? shown with { ClientSecretValue = value } : shown,
        };
    }

    private static Reply<AppClient> Added(AppClient client, string value, DateTimeOffset now) => client.Secrets.Count switch
    {
        0 => InvalidParameter("Client secrets can not be added to a public client."),
        >= AppClient.MaxSecrets => LimitExceeded($"Client secrets cannot exceed limit of {AppClient.MaxSecrets} secrets."),
        _ when client.HasSecret(value) => InvalidParameter("The client has this secret already."),
        _ => client.WithSecret(value, now) with { Modified = now },
    };
}
