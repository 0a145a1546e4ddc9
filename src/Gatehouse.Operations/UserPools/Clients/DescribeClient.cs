using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows a client as the service describes it: its settings, and what the client itself knows.</summary>
public static class DescribeClient
{
    /// <summary>The description. Of two secrets it shows the older, which is the one that was shown before there were two.</summary>
    public static UserPoolClientType Of(AppClient client) => ClientSettings.Of(client) with
    {
        UserPoolId = client.PoolId,
        ClientId = client.Id,
        ClientName = client.Name,
        ClientSecret = client.Secrets.Count > 0 ? client.Secrets[0].Value : null,
        CreationDate = client.Created,
        LastModifiedDate = client.Modified,
    };
}
