using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Makes a person recover their password before the next sign-in, and sends the code for it.</summary>
public sealed class AdminResetUserPassword(PoolGate gate, Recoveries recoveries) : AdminResetUserPasswordContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminResetUserPasswordResponse>> Run(AdminResetUserPasswordRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var reset = await recoveries.BeginByAdmin(new(pool, null) { Metadata = request.ClientMetadata }, request.Username, call.Aborted);
        return reset.Refused(out var refusal, out _) ? Refused.As(refusal) : new AdminResetUserPasswordResponse();
    }
}
