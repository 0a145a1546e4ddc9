using System.Net;
using System.Text;
using Gatehouse.Identity;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Outbound;

/// <summary>Sends text messages through a gateway.</summary>
internal sealed partial class SmsSender(SmsGateway gateway, OperatorHttp http, TimeProvider time, ILogger<SmsSender> logger) : ISender
{
    // E.164: a plus, and up to fifteen digits of which the first is no zero.
    private const int FewestDigits = 5;
    private const int MostDigits = 15;

    /// <inheritdoc/>
    public async ValueTask<SendResult> Send(Message message, CancellationToken ct)
    {
        if (!IsNumber(message.Destination))
        {
            Log.NoNumber(logger, message.Id, message.Purpose, Masked(message));
            return SendResult.Never("That is no telephone number.");
        }

        using var limit = new CancellationTokenSource(gateway.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var request = await SmsRequest.Of(gateway, message, time.GetUtcNow());
            var (status, body) = await http.Send(request, either.Token);
            return Judge(message, status, body);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            var problem = failure is OperationCanceledException ? "its time was over" : "it could not be reached";
            Log.Failed(logger, message.Id, message.Purpose, problem, (failure as HttpRequestException)?.HttpRequestError);
            return SendResult.Later($"The gateway did not take it: {problem}.");
        }
    }

    private SendResult Judge(Message message, HttpStatusCode status, byte[] body)
    {
        if ((int)status is >= 200 and < 300)
            return SendResult.Done;
        if (IsAboutTheMessage(status) && !(gateway.AwsKey is not null && IsThrottling(body)))
        {
            Log.Refused(logger, message.Id, message.Purpose, Masked(message), (int)status);
            return SendResult.Never($"The gateway refused it for good ({(int)status}).");
        }

        Log.Failed(logger, message.Id, message.Purpose, $"it answered {(int)status}", null);
        return SendResult.Later($"The gateway did not take it: it answered {(int)status}.");
    }

    // The other refusals speak of us (key, credit, address) or of this moment: somebody mends that, and no message is lost over it.
    private static bool IsAboutTheMessage(HttpStatusCode status) => (int)status is >= 400 and < 500 and not (425 or 429)
        && status is not (HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
            or HttpStatusCode.MethodNotAllowed or HttpStatusCode.ProxyAuthenticationRequired or HttpStatusCode.RequestTimeout);

    // AWS says so with a 400.
    private static bool IsThrottling(byte[] body) => Encoding.UTF8.GetString(body).Contains("<Code>Throttl", StringComparison.Ordinal);

    private static bool IsNumber(string text) =>
        text.Length is >= FewestDigits + 1 and <= MostDigits + 1 && text[0] == '+' && text[1] != '0' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static string Masked(Message message) => Delivery.Mask(Attributes.Phone, message.Destination);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Text message {Id} ({Purpose}) to {Destination} is given up: that is no telephone number")]
        public static partial void NoNumber(ILogger logger, string id, MessagePurpose purpose, string destination);

        [LoggerMessage(2, LogLevel.Error, "Text message {Id} ({Purpose}) to {Destination} is given up: the gateway refused it for good ({Status})")]
        public static partial void Refused(ILogger logger, string id, MessagePurpose purpose, string destination, int status);

        [LoggerMessage(3, LogLevel.Warning, "Text message {Id} ({Purpose}) did not pass the gateway and will be tried again: {Problem} {Error}")]
        public static partial void Failed(ILogger logger, string id, MessagePurpose purpose, string problem, HttpRequestError? error);
    }
}
