using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Removes a person's attributes on an administrator's word.</summary>
public sealed class AdminDeleteUserAttributes(PoolGate gate, Profiles profiles) : AdminDeleteUserAttributesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminDeleteUserAttributesResponse>> Run(AdminDeleteUserAttributesRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;

        var removed = await profiles.Remove(new(found.Pool, null), found.User.Sub, request.UserAttributeNames, call.Aborted);
        return removed.Refused(out var refusal, out _) ? Refused.As(refusal) : new AdminDeleteUserAttributesResponse();
    }
}
