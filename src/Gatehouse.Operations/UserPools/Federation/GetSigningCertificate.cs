using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows the certificate with which SAML providers check the pool's requests, without the lines that PEM puts around it.</summary>
public sealed class GetSigningCertificate(PoolGate gate, PoolCertificates certificates) : GetSigningCertificateContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetSigningCertificateResponse>> Run(GetSigningCertificateRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        return await certificates.Of(pool.Id, call.Aborted) is { } found
            ? new GetSigningCertificateResponse { Certificate = Convert.ToBase64String(found.Certificate) }
            : ResourceNotFound($"User pool {pool.Id} does not exist.");
    }
}
