using System.Collections.Concurrent;
using System.Net.Sockets;
using Gatehouse.Identity;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Outbound;

/// <summary>Sends mail by SMTP over connections that are used again.</summary>
internal sealed partial class SmtpSender(SmtpServer server, IPools pools, ILogger<SmtpSender> logger) : ISender, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly ConcurrentBag<SmtpConnection> idle = [];

    /// <inheritdoc/>
    public async ValueTask<SendResult> Send(Message message, CancellationToken ct)
    {
        var head = (await pools.Find(message.PoolId, ct))?.Mail ?? new();
        if (MailText.Of(message, head, server.From) is not { } mail)
        {
            Log.NoAddress(logger, message.Id, message.Purpose, Masked(message));
            return SendResult.Never("That is no mail address.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        var connection = idle.TryTake(out var known) ? known : new SmtpConnection(server);
        try
        {
            await connection.Send(mail, limit.Token);
            idle.Add(connection);
            return SendResult.Done;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested && IsForeseen(failure))
        {
            connection.Dispose();
            return Judge(message, failure);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (idle.TryTake(out var connection))
            connection.Dispose();
    }

    private static bool IsForeseen(Exception failure) => failure is CommandException or ProtocolException or IOException or SocketException
        or AuthenticationException or SslHandshakeException or TimeoutException or OperationCanceledException or NotSupportedException
        or ServiceNotConnectedException or ServiceNotAuthenticatedException or System.Security.Authentication.AuthenticationException;

    // The server's own words stay out of the log: they tend to repeat the address.
    private SendResult Judge(Message message, Exception failure)
    {
        var status = failure is SmtpCommandException told ? (int)told.StatusCode : 0;
        if (failure is SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted } && status is >= 500 and < 600)
        {
            Log.Refused(logger, message.Id, message.Purpose, Masked(message), status);
            return SendResult.Never($"The mail server refused it for good ({status}).");
        }

        Log.Failed(logger, message.Id, message.Purpose, server, failure.GetType().Name, status);
        return SendResult.Later($"The mail server did not take it: {failure.GetType().Name} ({status}).");
    }

    private static string Masked(Message message) => Delivery.Mask(Attributes.Email, message.Destination);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Mail {Id} ({Purpose}) to {Destination} is given up: that is no mail address")]
        public static partial void NoAddress(ILogger logger, string id, MessagePurpose purpose, string destination);

        [LoggerMessage(2, LogLevel.Error, "Mail {Id} ({Purpose}) to {Destination} is given up: the mail server refused it for good ({Status})")]
        public static partial void Refused(ILogger logger, string id, MessagePurpose purpose, string destination, int status);

        [LoggerMessage(3, LogLevel.Warning, "Mail {Id} ({Purpose}) did not pass {Server} and will be tried again: {Failure} ({Status})")]
        public static partial void Failed(ILogger logger, string id, MessagePurpose purpose, SmtpServer server, string failure, int status);
    }
}
