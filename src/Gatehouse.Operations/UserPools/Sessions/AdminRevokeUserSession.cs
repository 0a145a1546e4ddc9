using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Ends one session of a person, and every token of it, on an administrator's word.</summary>
public sealed class AdminRevokeUserSession(PoolGate gate, OpenSessions sessions) : AdminRevokeUserSessionContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminRevokeUserSessionResponse>> Run(AdminRevokeUserSessionRequest request, Call call)
    {
        if ((SessionChecks.Person(request.Username) ?? SessionChecks.Revocation(request.SessionId, request.RevokeAssociatedSessions)) is { } broken)
            return broken;
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;

        return SessionIds.Read(request.SessionId) is { } id && await sessions.Revoke(found.Pool, found.User.Sub, id, call.Aborted)
            ? new AdminRevokeUserSessionResponse()
            : ResourceNotFound("Session not found.");
    }
}
