using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows the login style of a client.</summary>
public sealed class DescribeManagedLoginBrandingByClient(LoginStyleGate gate) : DescribeManagedLoginBrandingByClientContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DescribeManagedLoginBrandingByClientResponse>> Run(
        DescribeManagedLoginBrandingByClientRequest request, Call call)
    {
        if ((await gate.OfClient(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out var style)
            || (await gate.Show(style, request.ReturnMergedResources is true, call)).Refused(out fault, out var shown))
            return fault;

        return new DescribeManagedLoginBrandingByClientResponse { ManagedLoginBranding = shown };
    }
}
