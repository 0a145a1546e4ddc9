using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows a login style by its id.</summary>
public sealed class DescribeManagedLoginBranding(LoginStyleGate gate) : DescribeManagedLoginBrandingContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DescribeManagedLoginBrandingResponse>> Run(DescribeManagedLoginBrandingRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.ManagedLoginBrandingId, call)).Refused(out var fault, out var style)
            || (await gate.Show(style, request.ReturnMergedResources is true, call)).Refused(out fault, out var shown))
            return fault;

        return new DescribeManagedLoginBrandingResponse { ManagedLoginBranding = shown };
    }
}
