using Gatehouse.Identity;

namespace Gatehouse.Outbound;

/// <summary>How sending one message ended.</summary>
public enum Sending
{
    /// <summary>Another machine has taken it over.</summary>
    Done,

    /// <summary>Not now; the same message may pass later.</summary>
    Later,

    /// <summary>Never: the address or the message was refused for good.</summary>
    Never,
}

/// <summary>How sending one message ended, and why.</summary>
/// <param name="How">How.</param>
/// <param name="Problem">Why it did not pass, as a sentence that names no person and repeats nobody's words; null when it did.</param>
public readonly record struct SendResult(Sending How, string? Problem)
{
    /// <summary>It passed.</summary>
    public static readonly SendResult Done = new(Sending.Done, null);

    /// <summary>Not now.</summary>
    public static SendResult Later(string problem) => new(Sending.Later, problem);

    /// <summary>Never.</summary>
    public static SendResult Never(string problem) => new(Sending.Never, problem);
}

/// <summary>Takes messages out of the house. Safe for several threads.</summary>
public interface ISender
{
    /// <summary>Sends one message, within a minute. Failures are logged by the sender and answered, never thrown.</summary>
    ValueTask<SendResult> Send(Message message, CancellationToken ct);
}
