using Gatehouse.Identity;

namespace Gatehouse.TestKit;

internal sealed class MemoryHousekeeping(MemoryTables tables) : IHousekeeping
{
    public ValueTask<int> Purge(DateTimeOffset now, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            return new(MemoryTables.Drop(tables.Sessions, (_, session) => session.KeptUntil <= now)
                + MemoryTables.Drop(tables.Spent, (_, forgetAfter) => forgetAfter <= now)
                + MemoryTables.Drop(tables.Tallies, (_, tally) => tally.ForgetAfter <= now)
                + MemoryTables.Drop(tables.AuthEvents, (_, happened) => happened.At <= now - AuthEvent.UsualRetention)
                + MemoryTables.Drop(tables.Messages, (_, row) => row.KeepUntil <= now)
                + tables.SigningKeys.RemoveAll(key => key.VerifiesUntil <= now));
        }
    }

    public ValueTask Ping(CancellationToken ct) => default;
}
