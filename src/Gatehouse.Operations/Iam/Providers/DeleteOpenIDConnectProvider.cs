using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Forgets an OpenID provider: its tokens are believed no more.</summary>
public sealed class DeleteOpenIDConnectProvider(OidcGate providers) : DeleteOpenIDConnectProviderContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteOpenIDConnectProviderRequest request, Call call)
    {
        var fault = await providers.Remove(request.OpenIDConnectProviderArn, call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
