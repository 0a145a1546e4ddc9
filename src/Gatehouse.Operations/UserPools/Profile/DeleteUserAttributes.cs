using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Removes the bearer's attributes, as far as the application may.</summary>
public sealed class DeleteUserAttributes(TokenGate gate, Profiles profiles) : DeleteUserAttributesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DeleteUserAttributesResponse>> Run(DeleteUserAttributesRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        var removed = await profiles.Remove(bearer.With(null), bearer.User.Sub, request.UserAttributeNames, call.Aborted);
        return removed.Refused(out var refusal, out _) ? Refused.As(refusal) : new DeleteUserAttributesResponse();
    }
}
