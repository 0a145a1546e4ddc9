using Gatehouse.Identity;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Outbound;

/// <summary>Has one message sent, and notes in the outbox how that ended.</summary>
internal sealed partial class Courier(
    IOutbox outbox, ISender sender, Backoff backoff, OutboxOptions options, TimeProvider time, ILogger<Courier> logger)
{
    /// <summary>No message is tried longer, nor longer than its code works; and as long are sent messages kept, if they are.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Sends and notes. Throws only when the outbox cannot be written, or the time is up.</summary>
    public async ValueTask Deliver(DueMessage due, CancellationToken ct)
    {
        var message = due.Message;
        var sent = End(message) <= time.GetUtcNow()
            ? SendResult.Later("What it carries stopped working before it could be sent.")
            : await sender.Send(message, ct);
        var now = time.GetUtcNow();
        var isOver = sent.How == Sending.Later && End(message) <= now;
        if (isOver)
            Log.TooOld(logger, message.Id, message.Purpose);

        var note = DeliveryNote.Of(message) with
        {
            Outcome = sent.How == Sending.Done ? DeliveryOutcome.Sent
                : sent.How == Sending.Never || isOver ? DeliveryOutcome.GivenUp : DeliveryOutcome.Waiting,
            Attempts = due.Attempts + 1,
            Tried = now,
            Problem = sent.Problem,
        };

        // What happened must be noted even while the program ends: otherwise the message goes out again.
        if (note.Outcome == DeliveryOutcome.Waiting)
            await outbox.Failed(note, now + backoff.After(note.Attempts), CancellationToken.None);
        else
            await outbox.Ended(note, options.KeepsMessages ? now + Lifetime : null, CancellationToken.None);
    }

    private static DateTimeOffset End(Message message) =>
        message.GoodUntil is { } end && end < message.Created + Lifetime ? end : message.Created + Lifetime;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Message {Id} ({Purpose}) could not be sent while it was of use, and is given up")]
        public static partial void TooOld(ILogger logger, string id, MessagePurpose purpose);
    }
}
