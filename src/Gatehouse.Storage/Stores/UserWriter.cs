using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Writes a person with everything that belongs in the same transaction: names, search rows, messages, the end of sessions.</summary>
internal sealed class UserWriter(Dialect dialect, UserRows rows, OutboxRows outbox, TimeProvider time)
{
    /// <summary>Stores a new person; answers the name that is taken, and then abandons the transaction.</summary>
    public async Task<string?> Add(Transaction tx, UserPool pool, User user, bool takeAliases)
    {
        // Added to a pool that is gone: as if it had been added and gone with the pool.
        var connection = tx.Connection;
        if (await connection.ExecuteScalarAsync<string>($"SELECT id FROM pools WHERE id = @Id{dialect.ForKeyShare}", new { pool.Id }) is null)
            return null;

        if (await Claim(tx, pool, user.Sub, NameRows.Of(user, pool), takeAliases) is { } taken)
            return taken;

        await rows.Insert(connection, user.State);
        await AttributeRows.Insert(connection, user.State, AttributeRows.Of(user.State));
        await Count(connection, user.PoolId, user.Sub, 1);
        await outbox.Insert(connection, user);
        return null;
    }

    /// <summary>Saves a person that was loaded in this transaction; answers the name that is taken, and then abandons the transaction.</summary>
    public async Task<string?> Save(Transaction tx, UserPool pool, UserState before, User user, bool takeAliases)
    {
        var connection = tx.Connection;
        var (oldNames, newNames) = (NameRows.Of(new User(before), pool), NameRows.Of(user, pool));
        await NameRows.Delete(connection, pool.Id, oldNames.Except(newNames));
        if (await Claim(tx, pool, user.Sub, newNames.Except(oldNames), takeAliases) is { } taken)
            return taken;

        await rows.Update(connection, user.State, user.Version);
        var (oldRows, newRows) = (AttributeRows.Of(before), AttributeRows.Of(user.State));
        await AttributeRows.Delete(connection, user.State, oldRows.Except(newRows));
        await AttributeRows.Insert(connection, user.State, newRows.Except(oldRows));
        await outbox.Insert(connection, user);
        if (user.EndsSessions)
        {
            await connection.ExecuteAsync(
                "DELETE FROM sessions WHERE pool_id = @PoolId AND sub = @Sub AND id <> @spared",
                new { user.PoolId, user.Sub, spared = user.SparedSession ?? "" });
        }

        return null;
    }

    /// <summary>Deletes a person with all that is theirs.</summary>
    public async Task<bool> Remove(DbConnection connection, string poolId, string sub)
    {
        if (await rows.BySub(connection, poolId, sub, dialect.ForUpdate) is not { } user)
            return false;

        await AttributeRows.Delete(connection, user.State, AttributeRows.Of(user.State));
        foreach (var table in new[] { "users", "user_names", "sessions", "outbox", "group_members", "auth_events" })
            await connection.ExecuteAsync($"DELETE FROM {table} WHERE pool_id = @poolId AND sub = @sub", new { poolId, sub });

        foreach (var table in new[] { "parts", "part_claims" })
            await connection.ExecuteAsync($"DELETE FROM {table} WHERE pool_id = @poolId AND owner = @sub", new { poolId, sub });

        await Count(connection, poolId, sub, -1);
        return true;
    }

    /// <summary>Makes names this person's. Aliases may be taken from others, who keep the address but not its proof.</summary>
    private async Task<string?> Claim(Transaction tx, UserPool pool, string sub, IEnumerable<UserName> names, bool takeAliases)
    {
        var wanted = names.ToList();
        while (wanted.Count > 0)
        {
            wanted = await NameRows.Insert(tx.Connection, pool.Id, sub, wanted);
            foreach (var name in wanted)
            {
                if (await NameRows.Owner(tx.Connection, pool.Id, name) is not { } owner)
                    continue; // It was given up a moment ago.

                if (!takeAliases || !pool.Names.Aliases.Contains(name.Kind) || !pool.Names.Aliases.Contains(owner.Kind))
                {
                    tx.Abandon();
                    return name.Kind == "sub" ? "username" : name.Kind;
                }

                await TakeAway(tx, pool, owner);
            }
        }

        return null;
    }

    private async Task TakeAway(Transaction tx, UserPool pool, NameRows.Holder owner)
    {
        if (await rows.BySub(tx.Connection, pool.Id, owner.Sub, dialect.ForUpdate) is not { } loser)
            return;

        var before = loser.State;
        loser.LoseAlias(owner.Kind, time.GetUtcNow());
        await Save(tx, pool, before, loser, takeAliases: false);
    }

    /// <summary>In which slot of the pool's count a person is counted.</summary>
    public static long SlotOf(string sub) => sub.Length == 0 ? 0L : sub[^1] & 15L;

    /// <summary>Counts people who came or went, all of them in the slot of this one.</summary>
    public static Task Count(DbConnection connection, string poolId, string sub, int change) => connection.ExecuteAsync(
        """
        INSERT INTO pool_counts (pool_id, slot, users) VALUES (@poolId, @slot, @change)
        ON CONFLICT (pool_id, slot) DO UPDATE SET users = pool_counts.users + excluded.users
        """,
        new { poolId, slot = SlotOf(sub), change = (long)change });
}
