namespace Gatehouse.Identity;

/// <summary>
/// Keeps account of where sessions are used, at no cost to whoever waits for tokens: uses lie here until they are stored, many in one
/// transaction, the last of each session only. Whoever counts or lists sessions has them stored first. A crash loses those that lie here.
/// </summary>
public sealed class SessionBook(ISessions sessions) : IDisposable
{
    /// <summary>How many sessions may have a use that waits; those beyond are not noted.</summary>
    public const int MostWaiting = 65_536;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim oneWriter = new(1, 1);
    private Dictionary<(string PoolId, string Id), UsedSession> waiting = [];

    /// <summary>Opens a session, after what is known of the others is stored where some of them may have to go.</summary>
    /// <inheritdoc cref="ISessions.Open"/>
    public async ValueTask<bool> Open(Session session, long? personVersion, int? most, CancellationToken ct)
    {
        if (most is not null)
            await Write(ct);
        return await sessions.Open(session, personVersion, most, ct);
    }

    /// <summary>Notes that a session was used.</summary>
    public void Note(Session session, SessionUse use)
    {
        lock (gate)
            Add(new(session, use));
    }

    /// <summary>Stores what was noted until now. When the store fails, it waits for the next time.</summary>
    public async ValueTask Write(CancellationToken ct)
    {
        await oneWriter.WaitAsync(ct);
        try
        {
            if (Take() is { Count: > 0 } taken)
                await Store(taken, ct);
        }
        finally
        {
            oneWriter.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => oneWriter.Dispose();

    private async ValueTask Store(Dictionary<(string PoolId, string Id), UsedSession> taken, CancellationToken ct)
    {
        var isStored = false;
        try
        {
            await sessions.Used(taken.Values, ct);
            isStored = true;
        }
        finally
        {
            if (!isStored)
                PutBack(taken);
        }
    }

    private Dictionary<(string PoolId, string Id), UsedSession> Take()
    {
        lock (gate)
        {
            var taken = waiting;
            if (taken.Count > 0)
                waiting = [];
            return taken;
        }
    }

    private void PutBack(Dictionary<(string PoolId, string Id), UsedSession> taken)
    {
        lock (gate)
        {
            foreach (var (id, used) in taken)
            {
                if (!waiting.ContainsKey(id))
                    Add(used);
            }
        }
    }

    private void Add(UsedSession used)
    {
        var id = (used.Session.PoolId, used.Session.Id);
        if (waiting.Count < MostWaiting || waiting.ContainsKey(id))
            waiting[id] = used;
    }
}
