namespace Gatehouse.Access;

/// <summary>Where the keys of callers are kept.</summary>
public interface IAccessKeys
{
    /// <summary>Finds a key by its public half.</summary>
    /// <param name="accessKeyId">As the caller sent it: not trusted, at most 128 characters.</param>
    /// <param name="sessionToken">The caller's <c>X-Amz-Security-Token</c>, or null. A temporary key is found only together with its own token.</param>
    /// <param name="cancellation">Fires when the caller went away.</param>
    /// <returns>The key, expired or not; null when there is none, or the token is not the key's.</returns>
    ValueTask<AccessKey?> Find(string accessKeyId, string? sessionToken, CancellationToken cancellation);
}
