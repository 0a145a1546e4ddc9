using Gatehouse.Identity;

namespace Gatehouse.TestKit;

internal sealed class MemoryMemberships(MemoryTables tables) : IMemberships
{
    public ValueTask<Joining> Join(string poolId, string group, string sub, DateTimeOffset now, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(Join(poolId, group, sub));
    }

    public ValueTask Leave(string poolId, string group, string sub, CancellationToken ct)
    {
        lock (tables.Gate)
            tables.Members.Remove((poolId, group, sub));

        return default;
    }

    public ValueTask<Page<User>> Members(Group group, string? after, int limit, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            var people = tables.Members
                .Where(row => row.Key.Pool == group.PoolId && row.Key.Group == group.Name && row.Value == group.Id)
                .Select(row => tables.Load(group.PoolId, row.Key.Sub)!)
                .OrderBy(user => user.Sub, StringComparer.Ordinal);
            return new(MemoryTables.Page(people, user => user.Sub, after, limit));
        }
    }

    public ValueTask<IReadOnlyList<Group>> Of(string poolId, string sub, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            return new(tables.Members
                .Where(row => row.Key.Pool == poolId && row.Key.Sub == sub)
                .Select(row => Find(poolId, row.Key.Group) is { } group && group.Id == row.Value ? group : null)
                .OfType<Group>()
                .OrderBy(group => group.Name, StringComparer.Ordinal)
                .ToList());
        }
    }

    public ValueTask Forget(Group removed, CancellationToken ct)
    {
        lock (tables.Gate)
            MemoryTables.Drop(tables.Members, (key, id) => key.Pool == removed.PoolId && key.Group == removed.Name && id == removed.Id);

        return default;
    }

    private Joining Join(string poolId, string name, string sub)
    {
        if (!tables.Users.ContainsKey((poolId, sub)))
            return Joining.NoPerson;
        if (Find(poolId, name) is not { } group)
            return Joining.NoGroup;
        if (tables.Members.Keys.Count(key => key.Pool == poolId && key.Sub == sub && key.Group != name) >= Group.MaxPerPerson)
            return Joining.Full;

        tables.Members[(poolId, name, sub)] = group.Id;
        return Joining.Joined;
    }

    private Group? Find(string poolId, string name) => (Group?)tables.Parts.GetValueOrDefault((Group.Kind.Name, poolId, "", name));
}
