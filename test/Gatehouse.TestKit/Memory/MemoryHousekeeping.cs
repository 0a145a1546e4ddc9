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
                + MemoryTables.Drop(tables.Deliveries, (_, note) => note.Tried <= now - DeliveryNote.Kept)
                + MemoryTables.Drop(tables.ImportChunks, (chunk, row) => row.Kept <= now.AddHours(-3) && !IsWanted(chunk, now))
                + MemoryTables.Drop(tables.Imports, (_, row) => !row.Job.IsActive && (row.Job.Ended ?? row.Job.Created + ImportJob.Patience) <= now.AddDays(-90))
                + tables.SigningKeys.RemoveAll(key => key.VerifiesUntil <= now));
        }
    }

    private bool IsWanted(ImportChunk chunk, DateTimeOffset now) => tables.Imports.Values.Any(row =>
        row.Job.PoolId == chunk.PoolId && row.Job.File?.Upload == chunk.Upload && (row.Job.IsActive || row.Job.At(now).Status is ImportStatus.Created));

    public ValueTask Ping(CancellationToken ct) => default;
}
