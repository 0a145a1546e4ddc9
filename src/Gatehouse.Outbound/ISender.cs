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

/// <summary>Takes messages out of the house. Safe for several threads.</summary>
public interface ISender
{
    /// <summary>Sends one message, within a minute. Failures are logged by the sender and answered, never thrown.</summary>
    ValueTask<Sending> Send(Message message, CancellationToken ct);
}
