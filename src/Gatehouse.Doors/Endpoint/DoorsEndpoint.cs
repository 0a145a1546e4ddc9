using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Doors;

/// <summary>
/// <c>/_gatehouse/authorize/{door}…</c>: whether a request that came to a door may pass. Proxies ask with any method and tell of the request in
/// headers; the guard and applications ask with POST, the door secret, and the request as JSON.
/// </summary>
/// <remarks>
/// It looks at the target as it was sent and not at the path that was made of it: a proxy that puts a prefix before what a client sent would
/// otherwise ask, with dots in it, another page than this one and take its 200 for a yes.
/// </remarks>
internal sealed partial class DoorsEndpoint(OpenDoors doors, DoorJudge judge, DoorsOptions options, WireOptions wire, ILogger<DoorsEndpoint> logger)
{
    /// <summary>What the targets of questions begin with.</summary>
    public const string Prefix = "/_gatehouse/authorize/";

    /// <summary>The header that tells administrators why a policy refused.</summary>
    public const string Decision = "x-gatehouse-decision";

    /// <summary>The header that holds the document for the client once more: some proxies pass headers of a refusal on and no body.</summary>
    public const string RefusalHeader = "x-gatehouse-refusal";

    private const int LongestQuestion = 4 * 1024 * 1024;
    private const string Bearer = "Bearer ";

    // Of the empty body.
    private static readonly string NoBody = Convert.ToHexStringLower(SHA256.HashData([]));

    private readonly byte[]? secret = options.Secret is { } text ? Hash(text) : null;

    /// <summary>Serves what is asked of a door, and hands on everything else.</summary>
    public async Task Serve(HttpContext http, RequestDelegate next)
    {
        var target = ProxyQuestion.TargetOf(http);
        if (!target.StartsWith(Prefix, StringComparison.Ordinal))
        {
            await next(http);
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        try
        {
            await Serve(http, target[Prefix.Length..]);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            Log.AskerLeft(logger);
        }
        catch (Exception overload) when (wire.MeansOverload(overload))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task Serve(HttpContext http, string target)
    {
        var end = target.AsSpan().IndexOfAny('/', '?');
        var (name, rest) = end < 0 ? (target, "") : (target[..end], target[end..]);
        if (doors.Find(name) is not { } door)
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (rest.Length == 0 && http.Request.Method == "POST" && http.Request.Headers.Authorization is [{ } sent] && sent.StartsWith(Bearer, StringComparison.Ordinal))
            await ServeQuestion(http, door, sent[Bearer.Length..]);
        else if (door.Proxy is { } proxy)
            await ServeProxy(http, door, proxy, rest);
        else
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
    }

    private async Task ServeProxy(HttpContext http, Door door, ProxyKind proxy, string rest)
    {
        if (ProxyQuestion.Of(http, proxy, rest, options) is not { } request)
        {
            await Refuse(http.Response, Refusal.Of(door, new("", "", new HeaderDictionary()), DoorFaults.NothingTold(proxy)), null);
            return;
        }

        var hasBody = ProxyQuestion.HasBody(request);
        var judgement = ProxyQuestion.SpeaksAsDoor(request) ? new Judgement.Refused(DoorFaults.Imposture) : await judge.Judge(door, request, identifyOnly: false, http.RequestAborted);
        if (judgement is Judgement.Asked { For: Judgement.Asked.BodyHash } && !hasBody)
            judgement = await judge.Judge(door, request with { BodyHash = NoBody }, identifyOnly: false, http.RequestAborted);

        var fault = judgement switch
        {
            Judgement.Refused refused => refused.Fault,
            Judgement.Asked asked => asked.For == Judgement.Asked.Body ? DoorFaults.BodyNeeded : DoorFaults.BodyUnsaid,
            Judgement.Admitted { Signed.Body: Gatehouse.Wire.SigV4.ChunkedBody } => DoorFaults.Chunked,
            _ => null,
        };
        if (fault is not null)
        {
            await Refuse(http.Response, Refusal.Of(door, request, fault), (judgement as Judgement.Refused)?.Sealed);
            return;
        }

        var admitted = (Judgement.Admitted)judgement;
        foreach (var (header, value) in new WhoSigned(admitted.Signed.Signer.Principal).Headers(admitted.Errand))
            http.Response.Headers[header] = value;
    }

    private async Task ServeQuestion(HttpContext http, Door door, string sent)
    {
        if (secret is null || !CryptographicOperations.FixedTimeEquals(Hash(sent), secret))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (await Question(http.Request) is not { } question || question.Request() is not { } request)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var judgement = await judge.Judge(door, request, question.IdentifyOnly, http.RequestAborted);
        await Answer(http.Response, json =>
        {
            if (judgement is Judgement.Admitted admitted)
                DoorAnswer.Admit(json, admitted, request);
            else if (judgement is Judgement.Asked asked)
                DoorAnswer.Ask(json, asked.For);
            else if (judgement is Judgement.Refused refused)
                DoorAnswer.Refuse(json, Refusal.Of(door, request, refused.Fault), refused.Sealed);
        });
    }

    private static async ValueTask<DoorQuestion?> Question(HttpRequest request)
    {
        if (!request.HasJsonContentType() || request.ContentLength > LongestQuestion)
            return null;

        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LongestQuestion;
        try
        {
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
            return DoorQuestion.Read(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
    }

    // Proxies know one refusal alone; what the service itself would have answered is in the document.
    private static async Task Refuse(HttpResponse response, Refusal refusal, string? sealedReason)
    {
        response.StatusCode = StatusCodes.Status403Forbidden;
        foreach (var (name, value) in refusal.Headers)
            response.Headers[name] = value;
        if (sealedReason is not null)
            response.Headers[Decision] = sealedReason;
        response.Headers[RefusalHeader] = refusal.Document;
        response.ContentType = refusal.ContentType;
        response.ContentLength = refusal.Document.Length;
        await response.WriteAsync(refusal.Document, response.HttpContext.RequestAborted);
    }

    private static async Task Answer(HttpResponse response, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);

        response.ContentType = "application/json";
        response.ContentLength = buffer.Length;
        await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), response.HttpContext.RequestAborted);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Whoever asked about a request to a door went away before the answer")]
        public static partial void AskerLeft(ILogger logger);
    }
}
