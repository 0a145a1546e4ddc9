using Gatehouse.Identity;

namespace Gatehouse.Operations;

/// <summary>Where there are no identity pools, no identity stands.</summary>
internal sealed class NoIdentities : IIdentityStanding
{
    /// <inheritdoc/>
    public ValueTask<bool> Stands(string identityId, CancellationToken ct) => new(false);
}
