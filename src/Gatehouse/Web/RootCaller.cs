using Gatehouse.Access;
using Gatehouse.Wire.SigV4;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Hosting;

/// <summary>Says whether a request to the host's own paths is signed by root, for the service <c>gatehouse</c>.</summary>
internal sealed class RootCaller(SignatureGate gate, AccessKey root)
{
    /// <summary>Whether root signed this request, which has no body.</summary>
    public async ValueTask<bool> Is(HttpContext http)
    {
        var admitted = await gate.Admit(SignedRequest.Of(http.Request, ReadOnlyMemory<byte>.Empty), "gatehouse", [], http.RequestAborted);
        return !admitted.Refused(out _, out var signer) && signer.Principal == root.Principal;
    }
}
