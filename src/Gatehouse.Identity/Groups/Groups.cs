namespace Gatehouse.Identity;

/// <summary>What a group is made or changed with. What is null is left as it is; an empty text takes it away.</summary>
/// <param name="Description">What people say of it.</param>
/// <param name="Role">The role its people may take.</param>
/// <param name="Precedence">0 or more.</param>
public sealed record GroupSettings(string? Description, string? Role, int? Precedence);

/// <summary>Makes, changes and removes groups.</summary>
public sealed class Groups(IParts<Group> groups, IMemberships memberships, IRandom random, TimeProvider clock)
{
    /// <summary>Makes a group, unless the name is in use, the pool has its fill, or the pool is gone.</summary>
    public async ValueTask<Outcome<Group>> Create(string poolId, string name, GroupSettings settings, CancellationToken ct)
    {
        // To within those that are made in this very moment: the bound is there for the store's sake.
        if (await groups.Count(poolId, "", ct) >= Group.MaxPerPool)
            return RefusalKind.TooManyGroups;

        var now = clock.GetUtcNow();
        var group = With(new Group { PoolId = poolId, Name = name, Id = random.Uuid(), Created = now, Modified = now }, settings);
        var added = await groups.Add(group, ct);
        if (added.IsOrphan)
            return RefusalKind.UnknownPool;

        return ReferenceEquals(added.Part, group) ? group : RefusalKind.GroupExists;
    }

    /// <summary>Changes what is given; null when there is no such group.</summary>
    public async ValueTask<Group?> Change(string poolId, string name, GroupSettings settings, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var changed = await groups.Change(poolId, "", name, there => there is null ? null : With(there, settings) with { Modified = now }, ct);
        return changed.Part;
    }

    /// <summary>Removes a group; its people are in it no more. False when there is no such group.</summary>
    public async ValueTask<bool> Remove(string poolId, string name, CancellationToken ct)
    {
        Group? removed = null;
        await groups.Change(
            poolId,
            "",
            name,
            there =>
            {
                removed = there;
                return null;
            },
            ct);
        if (removed is null)
            return false;

        await memberships.Forget(removed, CancellationToken.None);
        return true;
    }

    private static Group With(Group group, GroupSettings settings) => group with
    {
        Description = Given(settings.Description, group.Description),
        Role = Given(settings.Role, group.Role),
        Precedence = settings.Precedence ?? group.Precedence,
    };

    private static string? Given(string? text, string? before) => text switch
    {
        null => before,
        "" => null,
        _ => text,
    };
}
