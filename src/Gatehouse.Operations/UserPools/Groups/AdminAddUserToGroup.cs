using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Puts a person into a group; one who is in it stays there.</summary>
public sealed class AdminAddUserToGroup(PoolGate gate, IMemberships memberships, TimeProvider clock) : AdminAddUserToGroupContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(AdminAddUserToGroupRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;

        // The contract knows no fault for a limit here.
        var joined = await memberships.Join(found.Pool.Id, request.GroupName, found.User.Sub, clock.GetUtcNow(), call.Aborted);
        return joined switch
        {
            Joining.Joined => Nothing.AtAll,
            Joining.NoGroup => GroupShapes.Unknown(),
            Joining.Full => InvalidParameter($"A user cannot be in more than {Group.MaxPerPerson} groups."),
            _ => Refused.As(RefusalKind.UnknownUser),
        };
    }
}
