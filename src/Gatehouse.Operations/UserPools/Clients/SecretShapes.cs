using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows the secrets of clients, without their values.</summary>
public static class SecretShapes
{
    /// <summary>What may be known of a secret.</summary>
    public static ClientSecretDescriptorType Write(ClientSecret secret) =>
        new() { ClientSecretId = secret.Id, ClientSecretCreateDate = secret.Created };
}
