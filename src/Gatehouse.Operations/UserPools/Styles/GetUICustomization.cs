using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows how the classic pages of a client look: its own style, else that of all clients, else nothing.</summary>
public sealed class GetUICustomization(ClassicStyleGate gate, ClassicStyles styles) : GetUICustomizationContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetUICustomizationResponse>> Run(GetUICustomizationRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out var clientId))
            return fault;

        // Where there is nothing, Terraform and others look for an empty shape.
        var style = await styles.For(request.UserPoolId, clientId, call.Aborted);
        return new GetUICustomizationResponse { UICustomization = style is null ? new() : gate.Show(style) };
    }
}
