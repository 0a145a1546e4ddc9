using System.Threading.Channels;
using Channels = System.Threading.Channels.Channel;

namespace Gatehouse.Identity;

/// <summary>Something that happened in somebody's name.</summary>
/// <param name="Pool">In which pool.</param>
/// <param name="Name">By which name the person was called: user name, sub or alias.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Result">How it ended.</param>
/// <param name="From">Whence.</param>
public sealed record AuthNote(UserPool Pool, string Name, AuthEventKind Kind, AuthEventResult Result, Origin From)
{
    /// <summary>What was tried to be proven.</summary>
    public IReadOnlyList<ProofTried> Proofs { get; init; } = [];

    /// <summary>It was refused for where it came from.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>The password in it is known to have been stolen.</summary>
    public bool IsCompromised { get; init; }
}

/// <summary>A note with the id and time it got.</summary>
internal readonly record struct NotedEvent(string Id, DateTimeOffset At, AuthNote Note);

/// <summary>
/// Takes down what happens, at no cost to whoever waits for an answer: notes lie in memory until <see cref="AuthEventKeeper"/> stores them,
/// many in one transaction. When more happens than can be stored, notes are lost and counted; a crash loses those that lie here.
/// </summary>
public sealed class AuthEventLog(EventIds ids, TimeProvider clock)
{
    /// <summary>How many notes may wait.</summary>
    public const int MostWaiting = 8192;

    private readonly Channel<NotedEvent> waiting = Channels.CreateBounded<NotedEvent>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private long lost;

    /// <summary>Notes something, in pools that watch; in others nothing is kept.</summary>
    public void Note(AuthNote note)
    {
        if (note.Pool.Threats is ThreatMode.Off)
            return;

        var now = clock.GetUtcNow();
        if (!waiting.Writer.TryWrite(new(ids.Next(now), now, note)))
            Interlocked.Increment(ref lost);
    }

    /// <summary>Waits until there is a note.</summary>
    public async ValueTask Wait(CancellationToken ct) => await waiting.Reader.WaitToReadAsync(ct);

    /// <summary>How many notes were lost since this was asked last.</summary>
    public long TakeLost() => Interlocked.Exchange(ref lost, 0);

    /// <summary>Takes notes, oldest first. One caller at a time.</summary>
    internal void Take(int limit, ICollection<NotedEvent> into)
    {
        while (into.Count < limit && waiting.Reader.TryRead(out var note))
            into.Add(note);
    }
}
