using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the history of a person, newest first.</summary>
public sealed class AdminListUserAuthEvents(ThreatGate gate, IAuthEvents events, PageTokens tokens) : AdminListUserAuthEventsContract
{
    private const int Most = 60;

    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminListUserAuthEventsResponse>> Run(AdminListUserAuthEventsRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;

        var listing = $"AdminListUserAuthEvents {found.Pool.Id} {found.User.Sub}";
        if (!tokens.TryOpen(listing, request.NextToken, out var cursor))
            return InvalidParameter("Invalid pagination token.");

        var limit = request.MaxResults is > 0 and var asked ? asked : Most;
        var page = await events.List(found.Pool.Id, found.User.Sub, cursor, limit, call.Aborted);
        return new AdminListUserAuthEventsResponse
        {
            AuthEvents = [.. page.Items.Select(EventShapes.Write)],
            NextToken = tokens.Seal(listing, page.Next),
        };
    }
}
