using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>A pool with people in which groups are made.</summary>
internal sealed class GroupWorld
{
    public const string NoGroup = "ResourceNotFoundException: Group not found.";
    public const string BadToken = "InvalidParameterException: Invalid pagination token.";

    public GroupWorld() => Pool = World.Pool();

    public World World { get; } = new();

    public TestPool Pool { get; }

    public Task<Said<CreateGroupResponse>> Create(string name, int? precedence = null, string? role = null, string? description = null, string? pool = null) =>
        World.Call(World.Op<CreateGroup>(), new()
        {
            UserPoolId = pool ?? Pool.Id, GroupName = name, Precedence = precedence, RoleArn = role, Description = description,
        });

    public Task<Said<GetGroupResponse>> Get(string name, string? pool = null) =>
        World.Call(World.Op<GetGroup>(), new() { UserPoolId = pool ?? Pool.Id, GroupName = name });

    public Task<Said<UpdateGroupResponse>> Update(string name, int? precedence = null, string? role = null, string? description = null) =>
        World.Call(World.Op<UpdateGroup>(), new()
        {
            UserPoolId = Pool.Id, GroupName = name, Precedence = precedence, RoleArn = role, Description = description,
        });

    public Task<Said<Nothing>> Delete(string name) =>
        World.Call(World.Op<DeleteGroup>(), new DeleteGroupRequest { UserPoolId = Pool.Id, GroupName = name });

    public Task<Said<ListGroupsResponse>> List(int? limit = null, string? token = null, string? pool = null) =>
        World.Call(World.Op<ListGroups>(), new() { UserPoolId = pool ?? Pool.Id, Limit = limit, NextToken = token });

    public Task<Said<Nothing>> Join(string person, string group) =>
        World.Call(World.Op<AdminAddUserToGroup>(), new AdminAddUserToGroupRequest { UserPoolId = Pool.Id, Username = person, GroupName = group });

    public Task<Said<Nothing>> Leave(string person, string group) =>
        World.Call(World.Op<AdminRemoveUserFromGroup>(), new AdminRemoveUserFromGroupRequest { UserPoolId = Pool.Id, Username = person, GroupName = group });

    public Task<Said<AdminListGroupsForUserResponse>> Of(string person, int? limit = null, string? token = null) =>
        World.Call(World.Op<AdminListGroupsForUser>(), new() { UserPoolId = Pool.Id, Username = person, Limit = limit, NextToken = token });

    public Task<Said<ListUsersInGroupResponse>> In(string group, int? limit = null, string? token = null) =>
        World.Call(World.Op<ListUsersInGroup>(), new() { UserPoolId = Pool.Id, GroupName = group, Limit = limit, NextToken = token });

    /// <summary>Names of the groups a person is in.</summary>
    public async Task<IEnumerable<string?>> NamesOf(string person) => (await Of(person)).Ok.Groups!.Select(group => group.GroupName);

    /// <summary>Names of the people in a group.</summary>
    public async Task<IEnumerable<string?>> PeopleIn(string group) => (await In(group)).Ok.Users!.Select(user => user.Username).Order();
}
