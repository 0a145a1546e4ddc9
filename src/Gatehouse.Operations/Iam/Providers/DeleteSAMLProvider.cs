using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Forgets a SAML provider: its assertions are believed no more.</summary>
public sealed class DeleteSAMLProvider(SamlGate providers) : DeleteSAMLProviderContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteSAMLProviderRequest request, Call call)
    {
        var fault = await providers.Change(request.SAMLProviderArn, _ => null, call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
