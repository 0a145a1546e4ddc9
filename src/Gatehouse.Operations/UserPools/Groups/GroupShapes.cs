using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Groups as the wire says them.</summary>
public static class GroupShapes
{
    /// <summary>A listing has so many on a page unless it asks for fewer.</summary>
    public const int MostOnAPage = 60;

    /// <summary>A group as answers show it.</summary>
    public static GroupType Write(Group group) => new()
    {
        GroupName = group.Name,
        UserPoolId = group.PoolId,
        Description = group.Description,
        RoleArn = group.Role,
        Precedence = group.Precedence,
        LastModifiedDate = group.Modified,
        CreationDate = group.Created,
    };

    /// <summary>The fault that says that the pool has no such group.</summary>
    public static Fault Unknown() => Faults.ResourceNotFound("Group not found.");

    /// <summary>How many an asked page holds.</summary>
    public static int PageSize(int? limit) => limit is > 0 and var wanted ? wanted : MostOnAPage;
}
