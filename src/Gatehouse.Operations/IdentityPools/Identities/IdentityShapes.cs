using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Identities as the wire shows them.</summary>
public static class IdentityShapes
{
    /// <summary>An identity with the names of its providers.</summary>
    public static IdentityDescription Write(PooledIdentity identity) => new()
    {
        IdentityId = identity.Id,
        Logins = identity.Logins.Count > 0 ? identity.Providers : null,
        CreationDate = identity.Created,
        LastModifiedDate = identity.Modified,
    };
}
