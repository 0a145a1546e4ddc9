using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>Identities that stand, unless they are said to have fallen.</summary>
internal sealed class TestStanding : IIdentityStanding
{
    public HashSet<string> Fallen { get; } = [];

    public ValueTask<bool> Stands(string identityId, CancellationToken ct) => new(!Fallen.Contains(identityId));

    public ValueTask<bool> Stands(Voucher voucher, CancellationToken ct) => Stands(voucher.IdentityId, ct);
}
