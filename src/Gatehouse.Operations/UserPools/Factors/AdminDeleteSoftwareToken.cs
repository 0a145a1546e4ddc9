using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Takes the authenticator of a person who lost it; where the pool requires a second factor they set up another at the next sign-in.</summary>
public sealed class AdminDeleteSoftwareToken(PoolGate gate, AuthenticatorEnrolment enrolment) : AdminDeleteSoftwareTokenContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminDeleteSoftwareTokenResponse>> Run(AdminDeleteSoftwareTokenRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;

        return await enrolment.Remove(found.Pool, found.User.Sub, call.Aborted)
            ? new AdminDeleteSoftwareTokenResponse()
            : Refused.As(RefusalKind.UnknownUser);
    }
}
