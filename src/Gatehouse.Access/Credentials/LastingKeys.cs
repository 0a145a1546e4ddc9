using System.Collections.Frozen;

namespace Gatehouse.Access;

/// <summary>The keys that the operator set: they have no session token and do not end.</summary>
public sealed class LastingKeys(IEnumerable<AccessKey> keys) : IAccessKeys
{
    private readonly FrozenDictionary<string, AccessKey> byId = keys.ToFrozenDictionary(key => key.Id, StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<AccessKey?> Find(string accessKeyId, string? sessionToken, CancellationToken cancellation) =>
        ValueTask.FromResult(sessionToken is null ? byId.GetValueOrDefault(accessKeyId) : null);
}
