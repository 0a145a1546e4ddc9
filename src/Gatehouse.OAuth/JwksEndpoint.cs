using Gatehouse.Crypto;
using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.OAuth;

/// <summary><c>GET /{pool}/.well-known/jwks.json</c>: the public keys with which anyone checks a pool's tokens (RFC 7517).</summary>
internal sealed class JwksEndpoint(IPools pools, ISigningKeyStore keys, TimeProvider time)
{
    /// <summary>Answers the keys that may have signed a token which still lives, and those that will sign next.</summary>
    public async Task Serve(HttpContext http)
    {
        if (await PublicPool.Find(http, pools) is not { } pool)
        {
            await PublicJson.NotFound(http.Response);
            return;
        }

        var now = time.GetUtcNow();
        var published = (await keys.Of(pool.Id, http.RequestAborted)).Where(key => key.VerifiesUntil is not { } end || now < end).ToList();
        await PublicJson.Send(http.Response, Jwks.Document(published));
    }
}
