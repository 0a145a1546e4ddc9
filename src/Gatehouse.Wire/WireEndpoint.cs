using Gatehouse.Wire.SigV4;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Wire;

/// <summary>Takes every call from bytes to bytes: who is called, may it be called, what is answered, what is logged.</summary>
internal sealed partial class WireEndpoint(
    Dialects dialects, SignatureGate gate, IPermits permits, WireOptions options, TimeProvider clock, ILogger<WireEndpoint> logger)
{
    /// <summary>Serves one request.</summary>
    public async Task Serve(HttpContext http)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        http.Response.Headers["x-amzn-RequestId"] = id;
        Cors.Allow(http.Response);
        try
        {
            await Serve(http, dialects.Of(http.Request), id);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            Log.CallerLeft(logger, id);
        }
    }

    private async Task Serve(HttpContext http, IDialect dialect, string id)
    {
        Operation? operation = null;
        if ((await Body(http.Request, dialect)).Refused(out var fault, out var body)
            || dialect.Find(http.Request, body).Refused(out fault, out operation))
        {
            await dialect.Refuse(http.Response, fault, operation, id);
            return;
        }

        using var scope = Log.Scope(logger, id, operation.Name);
        if ((await Answer(http, dialect, operation, body, id)).Refused(out fault, out var answer))
            await dialect.Refuse(http.Response, fault, operation, id);
        else
            await dialect.Answer(http.Response, answer);
    }

    private async ValueTask<Reply<ReadOnlyMemory<byte>>> Body(HttpRequest request, IDialect dialect) =>
        MediaTypes.Check(request, dialect.MediaTypes) is { } fault ? fault : await RequestBody.Read(request, dialect.BodyLimit(request) ?? options.BodyLimit);

    private async ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(
        HttpContext http, IDialect dialect, Operation operation, ReadOnlyMemory<byte> body, string id)
    {
        try
        {
            if ((await Admit(http, dialect, operation, body, id)).Refused(out var stranger, out var call))
                return stranger;

            var reply = await operation.Answer(body, call);
            if (reply.Refused(out var fault, out _) && !CommonFaults.Allow(operation, fault))
                Log.Undeclared(logger, operation.Name, fault.Code);
            return reply;
        }
        catch (Exception overload) when (options.MeansOverload(overload))
        {
            Log.Shed(logger, operation.Name, id);
            return new Fault("TooManyRequestsException", "Too many requests");
        }
        catch (Exception unforeseen) when (!http.RequestAborted.IsCancellationRequested)
        {
            Log.Failed(logger, operation.Name, id, unforeseen);
            return new Fault("InternalErrorException", "Internal error.", StatusCodes.Status500InternalServerError);
        }
    }

    // An operation that needs no signature ignores one: SDKs sign whatever they have keys for.
    private async ValueTask<Reply<Call>> Admit(
        HttpContext http, IDialect dialect, Operation operation, ReadOnlyMemory<byte> body, string id)
    {
        var call = new Call(id, http.RequestAborted)
        {
            Operation = operation,
            Address = http.Connection.RemoteIpAddress,
            UserAgent = http.Request.Headers.UserAgent is [{ } agent, ..] ? HeaderText.Clean(agent) : null,
        };
        if (operation.Access != CallAccess.Signed)
            return call;

        var request = SignedRequest.Of(http.Request, body);
        return (await gate.Admit(request, operation.Service, dialect.MustSign, http.RequestAborted)).Refused(out var fault, out var signer)
            ? dialect.Unproven(fault)
            : call with { Caller = signer.Principal, AccessKeyId = signer.Key.Id, Permits = permits, SignedRegion = signer.Region };
    }

    private static partial class Log
    {
        public static readonly Func<ILogger, string, string, IDisposable?> Scope =
            LoggerMessage.DefineScope<string, string>("AWS request {AwsRequestId} for {Operation}");

        [LoggerMessage(1, LogLevel.Error, "{Operation} failed; the caller was told of an internal error in request {AwsRequestId}")]
        public static partial void Failed(ILogger logger, string operation, string awsRequestId, Exception unforeseen);

        [LoggerMessage(2, LogLevel.Warning, "{Operation} answered {Code}, which its contract does not declare")]
        public static partial void Undeclared(ILogger logger, string operation, string code);

        [LoggerMessage(4, LogLevel.Debug, "{Operation} was refused in request {AwsRequestId}: too much is asked at once")]
        public static partial void Shed(ILogger logger, string operation, string awsRequestId);

        [LoggerMessage(3, LogLevel.Debug, "The caller of request {AwsRequestId} went away before the answer")]
        public static partial void CallerLeft(ILogger logger, string awsRequestId);
    }
}
