using Gatehouse.Identity;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Outbound;

/// <summary>Shows messages in the log instead of sending them. For a developer's own machine, and for nothing else.</summary>
internal sealed partial class LogSender(ILogger<LogSender> logger) : ISender
{
    /// <inheritdoc/>
    public ValueTask<SendResult> Send(Message message, CancellationToken ct)
    {
        Log.Shown(logger, message.Purpose, message.Destination, message.Code ?? "-");
        return ValueTask.FromResult(SendResult.Done);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Purpose} to {Destination}: code {Code}")]
        public static partial void Shown(ILogger logger, MessagePurpose purpose, string destination, string code);
    }
}

/// <summary>Stands where nothing can send yet: messages stay in the outbox for a day, and go out when a way was set meanwhile.</summary>
/// <param name="setting">What the operator would have to do, as a sentence.</param>
/// <param name="logger">Told once.</param>
internal sealed partial class NoSender(string setting, ILogger<NoSender> logger) : ISender
{
    private int told;

    /// <inheritdoc/>
    public ValueTask<SendResult> Send(Message message, CancellationToken ct)
    {
        if (Interlocked.Exchange(ref told, 1) == 0)
            Log.Stuck(logger, message.Channel, setting);
        return ValueTask.FromResult(SendResult.Later(setting));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A message ({Channel}) cannot be sent and stays in the outbox. {Setting}")]
        public static partial void Stuck(ILogger logger, Channel channel, string setting);
    }
}

/// <summary>Gives each message to the sender of its channel.</summary>
internal sealed class ChannelSender(ISender mail, ISender sms) : ISender
{
    /// <inheritdoc/>
    public ValueTask<SendResult> Send(Message message, CancellationToken ct) => (message.Channel == Channel.Email ? mail : sms).Send(message, ct);
}
