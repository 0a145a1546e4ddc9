using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Writes a person's attributes on an administrator's word, proofs of address among them.</summary>
public sealed class AdminUpdateUserAttributes(PoolGate gate, Profiles profiles) : AdminUpdateUserAttributesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminUpdateUserAttributesResponse>> Run(AdminUpdateUserAttributesRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;
        if (Shapes.Read(request.UserAttributes).Refused(out fault, out var values))
            return fault;

        var written = await profiles.Update(new(found.Pool, null) { Metadata = request.ClientMetadata }, found.User.Sub, values, call.Aborted);
        return written.Refused(out var refusal, out _) ? Refused.As(refusal) : new AdminUpdateUserAttributesResponse();
    }
}
