namespace Gatehouse.Identity;

/// <summary>Temporary credentials. Printing them does not show them.</summary>
/// <param name="AccessKeyId"><c>ASIA…</c>.</param>
/// <param name="Secret">What signs.</param>
/// <param name="Token">What goes along with every request.</param>
/// <param name="Expires">When they end.</param>
public sealed record IdentityCredentials(string AccessKeyId, string Secret, string Token, DateTimeOffset Expires)
{
    /// <inheritdoc/>
    public override string ToString() => $"IdentityCredentials {AccessKeyId}";
}

/// <summary>Opens sessions of roles for identities of identity pools.</summary>
public interface IRoleSessions
{
    /// <summary>
    /// Opens a session, if the role trusts the identity: whoever the pool's tokens stand for, under the conditions
    /// <c>:aud</c> (<see cref="ChosenRole.PoolId"/>), <c>:sub</c> (<see cref="ChosenRole.IdentityId"/>) and <c>:amr</c>
    /// (<see cref="ChosenRole.Methods"/>). With tags it must allow tagging as well. A guest's session may at most what guests may.
    /// </summary>
    /// <param name="role">The role, and for whom.</param>
    /// <param name="lifetime">How long the session lasts.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <returns>Credentials; <see cref="RefusalKind.RoleMissing"/> when there is no such role or it does not trust the identity.</returns>
    ValueTask<Outcome<IdentityCredentials>> Open(ChosenRole role, TimeSpan lifetime, CancellationToken ct);
}
