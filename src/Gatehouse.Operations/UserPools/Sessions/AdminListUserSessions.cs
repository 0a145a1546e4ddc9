using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows an administrator where a person is signed in.</summary>
public sealed class AdminListUserSessions(PoolGate gate, OpenSessions sessions) : AdminListUserSessionsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminListUserSessionsResponse>> Run(AdminListUserSessionsRequest request, Call call)
    {
        if (SessionChecks.Person(request.Username) is { } broken)
            return broken;
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;

        // There is only ever one page, so no token was ever given out.
        if (request.NextToken is not null)
            return InvalidParameter("Invalid pagination token.");

        var open = await sessions.Of(found.Pool, found.User.Sub, call.Aborted);
        return new AdminListUserSessionsResponse { Sessions = [.. open.Select(session => SessionShapes.Write(session))] };
    }
}
