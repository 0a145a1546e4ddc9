using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Writes the bearer's attributes, as far as the application may; changed addresses get a code.</summary>
public sealed class UpdateUserAttributes(TokenGate gate, Profiles profiles) : UpdateUserAttributesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateUserAttributesResponse>> Run(UpdateUserAttributesRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;
        if (Shapes.Read(request.UserAttributes).Refused(out fault, out var values))
            return fault;

        var written = await profiles.Update(bearer.With(request.ClientMetadata, Origins.Of(call, bearer.Client)), bearer.User.Sub, values, call.Aborted);
        if (!written.Refused(out var refusal, out var deliveries))
            return new UpdateUserAttributesResponse { CodeDeliveryDetailsList = deliveries.Count == 0 ? null : [.. deliveries.Select(Shapes.Write)] };

        // This operation declares no LimitExceeded.
        return refusal.Kind is RefusalKind.AttemptLimit or RefusalKind.AddressLimit
            ? TooManyRequests("Attempt limit exceeded, please try after some time.")
            : Refused.As(refusal);
    }
}
