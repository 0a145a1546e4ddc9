using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Ends another session of the bearer's, and every token of it.</summary>
public sealed class RevokeUserSession(TokenGate gate, OpenSessions sessions) : RevokeUserSessionContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<RevokeUserSessionResponse>> Run(RevokeUserSessionRequest request, Call call)
    {
        if (SessionChecks.Revocation(request.SessionId, request.RevokeAssociatedSessions) is { } broken)
            return broken;
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        var id = SessionIds.Read(request.SessionId);
        if (id == bearer.Session.Id)
            return InvalidParameter("The session that the access token belongs to cannot be revoked.");

        return id is not null && await sessions.Revoke(bearer.Pool, bearer.User.Sub, id, call.Aborted)
            ? new RevokeUserSessionResponse()
            : ResourceNotFound("Session not found.");
    }
}
