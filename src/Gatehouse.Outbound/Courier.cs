using Gatehouse.Identity;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Outbound;

/// <summary>Has one message sent, and notes in the outbox how that ended.</summary>
internal sealed partial class Courier(
    IOutbox outbox, ISender sender, Backoff backoff, OutboxOptions options, TimeProvider time, ILogger<Courier> logger)
{
    /// <summary>No code lives longer, so no message is tried longer; and as long are sent messages kept, if they are.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Sends and notes. Throws only when the outbox cannot be written, or the time is up.</summary>
    public async ValueTask Deliver(DueMessage due, CancellationToken ct)
    {
        var sending = await sender.Send(due.Message, ct);
        var now = time.GetUtcNow();
        if (sending == Sending.Later && due.Message.Created + Lifetime <= now)
        {
            Log.TooOld(logger, due.Message.Id, due.Message.Purpose);
            sending = Sending.Never;
        }

        // What happened must be noted even while the program ends: otherwise the message goes out again.
        if (sending == Sending.Later)
            await outbox.Failed(due.Message.Id, now + backoff.After(due.Attempts + 1), CancellationToken.None);
        else
            await outbox.Sent(due.Message.Id, options.KeepsMessages ? now + Lifetime : null, CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Message {Id} ({Purpose}) could not be sent for a day and is given up")]
        public static partial void TooOld(ILogger logger, string id, MessagePurpose purpose);
    }
}
