namespace Gatehouse.Identity;

/// <summary>Says whether identities of identity pools may still use what they were given.</summary>
public interface IIdentityStanding
{
    /// <summary>Whether the identity is there and not kept out, and so is its pool. Never answered from a cache.</summary>
    /// <param name="identityId">As <c>us-east-1:3f1c…</c>.</param>
    /// <param name="ct">Cancels the wait.</param>
    ValueTask<bool> Stands(string identityId, CancellationToken ct);

    /// <summary>The same for a token of ours: its identity must also have the user still whom the administrator's own program vouched for.</summary>
    /// <param name="voucher">The token.</param>
    /// <param name="ct">Cancels the wait.</param>
    ValueTask<bool> Stands(Voucher voucher, CancellationToken ct);
}
