using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gatehouse.Triggers;

/// <summary>
/// The AWS Lambda Runtime API, on a loopback port of its own that opens with the first process. Each process has a path that nobody else can
/// guess: other users of the machine can reach the port, and learn nothing there.
/// </summary>
/// <remarks>AWS Lambda developer guide, "Using the Lambda runtime API for custom runtimes", version 2018-06-01.</remarks>
internal sealed partial class RuntimeApi : IHttpApplication<HttpContext>, IDisposable
{
    private const string Version = "2018-06-01";

    // By the hashes of their paths, so that how long a look-up takes tells nothing of a path.
    private readonly ConcurrentDictionary<string, RuntimeSession> sessions = new(StringComparer.Ordinal);
    private readonly KestrelServer server;
    private readonly Lazy<Task<string>> authority;
    private readonly ILogger<RuntimeApi> logger;

    public RuntimeApi(ILoggerFactory loggers)
    {
        logger = loggers.CreateLogger<RuntimeApi>();
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = FunctionHttp.MaxBytes;
        options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        server = new(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers), loggers);
        authority = new(Listen);
    }

    /// <summary>Opens a path for a process.</summary>
    /// <returns>Host, port and path, as <c>AWS_LAMBDA_RUNTIME_API</c>. The last part is for <see cref="Close"/>.</returns>
    public async Task<string> Open(RuntimeSession session)
    {
        var path = RandomNumberGenerator.GetHexString(64, lowercase: true);
        var address = $"{await authority.Value}/{path}";
        sessions[Hash(path)] = session;
        return address;
    }

    /// <summary>Closes what was opened.</summary>
    public void Close(string address) => sessions.TryRemove(Hash(address[(address.LastIndexOf('/') + 1)..]), out _);

    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/');
        if (parts is not ["", var path, Version, "runtime", .. var rest] || !sessions.TryGetValue(Hash(path), out var session))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await ((context.Request.Method, rest) switch
        {
            ("GET", ["invocation", "next"]) => Next(context, session),
            ("POST", ["invocation", var id, "response"]) => Answer(context, session, id, body => new Attempt.Answered(body)),
            ("POST", ["invocation", var id, "error"]) => Answer(context, session, id, body => new Attempt.Threw(ErrorText.Of(body) ?? "Unhandled")),
            ("POST", ["init", "error"]) => Begin(context),
            _ => Refuse(context, StatusCodes.Status404NotFound, "NotFound"),
        });
    }

    /// <inheritdoc/>
    public void Dispose() => server.Dispose();

    private async Task<string> Listen()
    {
        await server.StartAsync(this, default);
        return new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;
    }

    private static async Task Next(HttpContext context, RuntimeSession session)
    {
        if (!session.Ask(out var asked))
        {
            await Refuse(context, StatusCodes.Status403Forbidden, "InvalidStateTransition");
            return;
        }

        try
        {
            var given = await asked.WaitAsync(context.RequestAborted);
            WriteHead(context.Response.Headers, given);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = given.Event.Length;
            await context.Response.Body.WriteAsync(given.Event, context.RequestAborted);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // Who asked is gone, and whatever it was given with it.
            session.Leave();
            context.Abort();
        }
    }

    private static void WriteHead(IHeaderDictionary headers, Invocation given)
    {
        var digits = Hash(given.Key);
        headers["Lambda-Runtime-Aws-Request-Id"] = given.Key;
        headers["Lambda-Runtime-Deadline-Ms"] = given.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = given.Reference;
        headers["Lambda-Runtime-Trace-Id"] = $"Root=1-{digits[..8]}-{digits[8..32]};Sampled=0";
        headers["Lambda-Runtime-Client-Context"] = JsonSerializer.Serialize(new { custom = new { idempotencyKey = given.Key } });
    }

    private static async Task Answer(HttpContext context, RuntimeSession session, string id, Func<byte[], Attempt> judge)
    {
        Attempt attempt;
        try
        {
            attempt = judge(await Body(context));
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException failure)
        {
            attempt = new Attempt.Failed("ServiceException", $"its answer was not taken: {failure.Message}", MayPass: false);
            context.Response.StatusCode = failure.StatusCode;
        }

        if (!session.Answer(id, attempt))
            await Refuse(context, StatusCodes.Status400BadRequest, "InvalidRequestID");
        else if (attempt is not Attempt.Failed)
            await Accept(context);
    }

    private async Task Begin(HttpContext context)
    {
        Log.Broken(logger, ErrorText.Of(await Body(context)) ?? "it did not say why");
        await Accept(context);
    }

    private static async Task<byte[]> Body(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }

    private static Task Accept(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Write(context, """{"status":"OK"}""");
    }

    private static Task Refuse(HttpContext context, int status, string type)
    {
        context.Response.StatusCode = status;
        return Write(context, $$"""{"errorMessage":"Refused","errorType":"{{type}}"}""");
    }

    private static Task Write(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A function of this server does not begin: {Error}")]
        public static partial void Broken(ILogger logger, string error);
    }
}
