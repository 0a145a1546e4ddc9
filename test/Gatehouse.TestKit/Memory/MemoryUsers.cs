using Gatehouse.Identity;

namespace Gatehouse.TestKit;

internal sealed class MemoryUsers(MemoryTables tables, TimeProvider time) : IUsers
{
    public ValueTask<User?> Find(UserPool pool, string name, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            // A sub is written in lower case; where cases differ it is found all the same, as any other name is.
            return new(tables.Names.TryGetValue((pool.Id, pool.Names.Canonical(name)), out var owner) && owner.Kind != IdentityKey.Kind
                ? tables.Load(pool.Id, owner.Sub)
                : null);
        }
    }

    public ValueTask<User?> BySub(string poolId, string sub, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.Load(poolId, sub));
    }

    public ValueTask<User?> ByIdentity(string poolId, IdentityKey key, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            return new(tables.Names.TryGetValue((poolId, key.Name.Value), out var owner) && owner.Kind == IdentityKey.Kind
                ? tables.Users[(poolId, owner.Sub)].Load()
                : null);
        }
    }

    public ValueTask<string?> Add(UserPool pool, User user, bool takeAliases, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            // Added to a pool that is gone: as if it had been added and gone with the pool.
            return new(tables.Pools.ContainsKey(pool.Id) ? Save(pool, user, takeAliases) : null);
        }
    }

    public ValueTask<Change<T>> Change<T>(UserPool pool, string sub, Func<User, T> change, bool takeAliases, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            if (!tables.Users.TryGetValue((pool.Id, sub), out var stored))
                return new(default(Change<T>));

            var user = stored.Load();
            var outcome = change(user);
            return Save(pool, user, takeAliases) is { } taken
                ? new(new Change<T>(stored.Load(), default, taken))
                : new(new Change<T>(tables.Users[(pool.Id, sub)].Load(), outcome));
        }
    }

    public ValueTask<bool> Remove(string poolId, string sub, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            MemoryTables.Drop(tables.Names, (key, owner) => key.Pool == poolId && owner.Sub == sub);
            MemoryTables.Drop(tables.Sessions, (key, session) => key.Pool == poolId && session.Sub == sub);
            MemoryTables.Drop(tables.Messages, (_, row) => row.Message.PoolId == poolId && row.Sub == sub);
            MemoryTables.Drop(tables.Members, (key, _) => key.Pool == poolId && key.Sub == sub);
            MemoryTables.Drop(tables.Parts, (key, _) => key.Pool == poolId && key.Owner == sub);
            MemoryTables.Drop(tables.AuthEvents, (key, _) => key.Pool == poolId && key.Sub == sub);
            return new(tables.Users.Remove((poolId, sub)));
        }
    }

    public ValueTask<Page<User>> List(UserPool pool, UserFilter? filter, string? after, int limit, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            var people = tables.Users.Where(row => row.Key.Pool == pool.Id && MemoryFilter.Passes(row.Value.State, filter))
                .Select(row => row.Value.Load())
                .OrderBy(user => user.Sub, StringComparer.Ordinal);
            return new(MemoryTables.Page(people, user => user.Sub, after, limit));
        }
    }

    public ValueTask<long> Count(string poolId, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.Users.Keys.LongCount(key => key.Pool == poolId));
    }

    private string? Save(UserPool pool, User user, bool takeAliases)
    {
        if (user.Version > 0 && !user.IsChanged)
            return null;

        // First look, then write: nothing of a refused change stays.
        var names = user.Names(pool.Names).ToList();
        foreach (var name in names)
        {
            if (Owner(pool, user, name) is { } owner && !(takeAliases && IsAlias(pool, name.Kind) && IsAlias(pool, owner.Kind)))
                return name.Kind == "sub" ? "username" : name.Kind;
        }

        foreach (var name in names)
        {
            while (Owner(pool, user, name) is { } owner)
                Lose(pool, owner);
        }

        Write(pool, user);
        return null;
    }

    private (string Kind, string Sub)? Owner(UserPool pool, User user, UserName name) =>
        tables.Names.TryGetValue((pool.Id, name.Value), out var owner) && owner.Sub != user.Sub ? owner : null;

    private static bool IsAlias(UserPool pool, string kind) => pool.Names.Aliases.Contains(kind);

    private void Lose(UserPool pool, (string Kind, string Sub) owner)
    {
        var loser = tables.Users[(pool.Id, owner.Sub)].Load();
        loser.LoseAlias(owner.Kind, time.GetUtcNow());
        Write(pool, loser);
    }

    private void Write(UserPool pool, User user)
    {
        MemoryTables.Drop(tables.Names, (key, owner) => key.Pool == pool.Id && owner.Sub == user.Sub);
        foreach (var name in user.Names(pool.Names))
            tables.Names[(pool.Id, name.Value)] = (name.Kind, user.Sub);

        tables.Users[(pool.Id, user.Sub)] = new(user.State, user.Version + 1);
        foreach (var message in user.Outgoing)
            tables.Messages[message.Id] = new(message, user.Sub, 0, message.Created, null);

        if (user.EndsSessions)
            MemoryTables.Drop(tables.Sessions, (key, session) => key.Pool == pool.Id && session.Sub == user.Sub && key.Id != user.SparedSession);
    }
}
