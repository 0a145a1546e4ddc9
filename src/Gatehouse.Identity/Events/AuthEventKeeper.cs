namespace Gatehouse.Identity;

/// <summary>Finds out whose the notes of the log are, and stores them. One caller at a time.</summary>
public sealed class AuthEventKeeper(AuthEventLog log, IUsers users, IAuthEvents events)
{
    private const int Batch = 256;

    // What was taken from the log stays here until it is stored.
    private readonly List<NotedEvent> taken = new(Batch);

    /// <summary>Stores one batch; answers false when nothing is left. When the store fails, the same batch is up again the next time.</summary>
    public async ValueTask<bool> Keep(CancellationToken ct)
    {
        log.Take(Batch, taken);
        if (taken.Count == 0)
            return false;

        var known = new List<AuthEvent>(taken.Count);
        foreach (var (id, at, note) in taken)
        {
            // A name that nobody has leaves no trace.
            if (await users.Find(note.Pool, note.Name, ct) is { } user)
                known.Add(Event(user, id, at, note));
        }

        if (known.Count > 0)
            await events.Append(known, ct);
        taken.Clear();
        return true;
    }

    /// <summary>Gives up the batch that cannot be stored; answers how many notes are lost by that.</summary>
    public int GiveUp()
    {
        var count = taken.Count;
        taken.Clear();
        return count;
    }

    private static AuthEvent Event(User user, string id, DateTimeOffset at, AuthNote note) =>
        new(note.Pool.Id, user.Sub, id, at, note.Kind, note.Result) { From = note.From, Proofs = note.Proofs, IsBlocked = note.IsBlocked, IsCompromised = note.IsCompromised };
}
