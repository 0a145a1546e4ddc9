using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>A client that was admitted, with its pool.</summary>
/// <param name="Client">The application.</param>
/// <param name="Pool">The pool it speaks to.</param>
public sealed record AdmittedClient(AppClient Client, UserPool Pool)
{
    /// <summary>The client as a caller of the domain.</summary>
    /// <param name="metadata">What it sends along for the functions of the pool.</param>
    /// <param name="evidence">The same for those that judge whether a person may come in.</param>
    /// <param name="from">Whence.</param>
    public Caller With(IReadOnlyDictionary<string, string>? metadata, IReadOnlyDictionary<string, string>? evidence = null, Origin? from = null) =>
        new(Pool, Client) { Metadata = metadata, Evidence = evidence, Address = from?.Address };
}

/// <summary>Admits an app client that exists and, if it has a secret, proves it. Every public operation passes here first.</summary>
public sealed class ClientGate(IAppClients clients, IPools pools)
{
    /// <summary>Admits a client by its id and the SECRET_HASH over the user name as it was sent.</summary>
    public async ValueTask<Reply<AdmittedClient>> Admit(string clientId, string? secretHash, string username, Call call)
    {
        if ((await Find(clientId, call)).Refused(out var fault, out var admitted))
            return fault;

        return Unproven(admitted.Client, admitted.Client.Check(secretHash, username)) is { } unproven ? unproven : admitted;
    }

    /// <summary>Admits a client by its id and its secret itself; one without a secret sends none.</summary>
    public async ValueTask<Reply<AdmittedClient>> Prove(string clientId, string? secret, Call call)
    {
        if ((await Find(clientId, call)).Refused(out var fault, out var admitted))
            return fault;
        if (admitted.Client.IsProvenBy(secret))
            return admitted;

        return Faults.NotAuthorized((admitted.Client.Secrets.Count, secret) switch
        {
            (0, _) => $"Client {clientId} is not configured with secret but secret was received",
            (_, null) => $"Client {clientId} is configured for secret but secret was not received",
            _ => $"Unable to verify secret for client {clientId}",
        });
    }

    /// <summary>Finds a client by its id alone: what it must prove is for the operation to say.</summary>
    public async ValueTask<Reply<AdmittedClient>> Find(string clientId, Call call)
    {
        if (await clients.Find(clientId, call.Aborted) is { } client && await pools.Find(client.PoolId, call.Aborted) is { } pool)
            return new AdmittedClient(client, pool);

        return Faults.ResourceNotFound($"User pool client {clientId} does not exist.");
    }

    /// <summary>The fault for a secret hash that does not prove; null for one that does.</summary>
    public static Fault? Unproven(AppClient client, SecretHashCheck check) => check switch
    {
        SecretHashCheck.Accepted => null,
        SecretHashCheck.Missing => Faults.NotAuthorized($"Client {client.Id} is configured with secret but SECRET_HASH was not received"),
        _ when client.Secrets.Count == 0 => Faults.NotAuthorized($"Client {client.Id} is not configured with secret but secret was received"),
        _ => Faults.NotAuthorized($"Unable to verify secret hash for client {client.Id}"),
    };
}
