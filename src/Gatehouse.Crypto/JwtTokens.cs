using System.Buffers.Text;
using Gatehouse.Identity;

namespace Gatehouse.Crypto;

/// <summary>Signs tokens with RSA and reads back what it signed, and nothing else.</summary>
/// <remarks>A token's header is never interpreted: it must be, to the letter, the header one of the pool's keys writes.</remarks>
public sealed class JwtTokens(ISigningKeyStore store, ISecretBox secrets, Realm realm, TimeProvider time) : ITokens
{
    private const int MaxPoolId = 128;

    private readonly PoolKeyCache keys = new(store, secrets, time);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The pool has no key for this use.</exception>
    public async ValueTask<string> Sign(string poolId, TokenUse use, IReadOnlyDictionary<string, object> claims, CancellationToken ct)
    {
        var key = (await keys.Of(poolId, ct)).Signer(use, time.GetUtcNow())
            ?? throw new InvalidOperationException($"Pool {poolId} has no key that signs {use} tokens.");
        var text = $"{key.Header}.{Base64Url.EncodeToString(ClaimsJson.Write(claims))}";
        return $"{text}.{Base64Url.EncodeToString(key.Sign(text))}";
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, object>?> Read(string token, TokenUse use, CancellationToken ct)
    {
        if (CompactJwt.Parse(token) is not { } jwt || ClaimsJson.Read(jwt.Payload) is not { } claims)
            return null;
        if (claims.GetValueOrDefault("iss") is not string issuer || realm.PoolOf(issuer) is not { Length: <= MaxPoolId } poolId)
            return null;
        var key = await Find(poolId, jwt.Header, use, ct);
        return key is not null && key.Verifies(jwt.Signed, jwt.Signature) ? claims : null;
    }

    private async ValueTask<PoolKey?> Find(string poolId, string header, TokenUse use, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return (await keys.Of(poolId, ct)).WithHeader(header, use, now) ?? (await keys.Fresh(poolId, ct)).WithHeader(header, use, now);
    }
}
