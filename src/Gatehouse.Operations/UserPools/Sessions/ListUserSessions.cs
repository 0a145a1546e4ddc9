using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows the bearer where they are signed in, through whatever client.</summary>
public sealed class ListUserSessions(TokenGate gate, OpenSessions sessions) : ListUserSessionsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListUserSessionsResponse>> Run(ListUserSessionsRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        // There is only ever one page, so no token was ever given out.
        if (request.NextToken is not null)
            return InvalidParameter("Invalid pagination token.");

        var open = await sessions.Of(bearer.Pool, bearer.User.Sub, call.Aborted);
        return new ListUserSessionsResponse { Sessions = [.. open.Select(session => SessionShapes.Write(session, bearer.Session))] };
    }
}
