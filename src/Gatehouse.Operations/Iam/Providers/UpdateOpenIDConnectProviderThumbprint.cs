using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Replaces the thumbprints that are kept of an OpenID provider's certificates.</summary>
public sealed class UpdateOpenIDConnectProviderThumbprint(OidcGate providers) : UpdateOpenIDConnectProviderThumbprintContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(UpdateOpenIDConnectProviderThumbprintRequest request, Call call)
    {
        var fault = await providers.Change(request.OpenIDConnectProviderArn, provider => provider with { Thumbprints = request.ThumbprintList }, call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
