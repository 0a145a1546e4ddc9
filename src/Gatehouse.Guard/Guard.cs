using System.Diagnostics;
using System.Net;
using Gatehouse.AspNetCore;
using Gatehouse.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Gatehouse.Guard;

/// <summary>Lets through what the server allows, and nothing else. It decides nothing, keeps nothing and holds no keys.</summary>
internal sealed partial class Guard(OpenDoors doors, Asking asking, IHttpForwarder forwarder, Upstream upstream, ILogger<Guard> logger)
{
    private static readonly ForwarderRequestConfig Plain = new() { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };

    /// <summary>The door that a request came to, which its host tells; null when there is none.</summary>
    public Door? DoorOf(HttpRequest request) =>
        request.Headers.Host is [{ } host] ? doors.Current.Doors.FirstOrDefault(door => door.To is not null && door.IsAt(host, out _)) : null;

    /// <summary>Serves a request.</summary>
    public async Task Serve(HttpContext http, Door door)
    {
        if (door.Cors is { } cors && CrossOrigin.IsQuestion(http.Request))
        {
            if (CrossOrigin.Answer(http, cors) is { } other)
                await GuardWords.Say(http, door, other);
            return;
        }

        if (door.Cors is not null)
            CrossOrigin.Mark(http, door.Cors);
        await Judge(http, door);
    }

    private async Task Judge(HttpContext http, Door door)
    {
        if (Misshapen(http, door) is { } shape)
        {
            await GuardWords.Say(http, door, shape);
            return;
        }

        if ((await asking.About(http, door)).Refused(out var fault, out var answer))
        {
            await GuardWords.Say(http, door, fault);
            return;
        }

        switch (answer)
        {
            case DoorAnswer.Allowed allowed:
                await Forward(http, door, allowed);
                break;
            case DoorAnswer.Refused refused:
                Log.Refused(logger, door.Name, refused.Code);
                await GuardWords.Write(http, refused);
                break;
            case DoorAnswer.Unavailable unavailable:
                Log.Undecided(logger, door.Name, unavailable.Reason);
                await GuardWords.Say(http, door, GuardFaults.Undecided);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static Fault? Misshapen(HttpContext http, Door door)
    {
        if (!http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.StartsWith('/'))
            return GuardFaults.Target;

        return http.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest is true && !door.AllowsWebSockets ? GuardFaults.Upgrade : null;
    }

    private async Task Forward(HttpContext http, Door door, DoorAnswer.Allowed allowed)
    {
        if (!allowed.Target.StartsWith('/'))
        {
            Log.Undecided(logger, door.Name, "The server did not say what to forward.");
            await GuardWords.Say(http, door, GuardFaults.Undecided);
            return;
        }

        if (await JudgedBody.Hold(http, allowed.Body) is { } flaw)
        {
            await GuardWords.Say(http, door, flaw);
            return;
        }

        Passage.Dress(http, allowed);
        var error = await forwarder.SendAsync(http, door.To!.GetLeftPart(UriPartial.Authority), upstream.Connections, Plain, new Passage(allowed.Target));
        if (error == ForwarderError.None || http.RequestAborted.IsCancellationRequested)
            return;

        var failure = http.GetForwarderErrorFeature()?.Exception;
        Log.NotForwarded(logger, door.Name, error, failure?.GetType().Name ?? "", failure?.Message ?? "");
        await GuardWords.Say(http, door, JudgedBody.FlawOf(failure) ?? Told(error, failure));
    }

    private static Fault Told(ForwarderError error, Exception? failure) => error switch
    {
        ForwarderError.Request when failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } => GuardFaults.Down,
        ForwarderError.RequestTimedOut => GuardFaults.Late,
        ForwarderError.RequestBodyClient or ForwarderError.RequestBodyCanceled => GuardFaults.Incomplete,
        _ => GuardFaults.Broken,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Refused at {Door}: {Code}")]
        public static partial void Refused(ILogger logger, string door, string code);

        [LoggerMessage(2, LogLevel.Error, "Nobody decided about a request at {Door}: {Reason}")]
        public static partial void Undecided(ILogger logger, string door, string reason);

        [LoggerMessage(3, LogLevel.Warning, "Allowed at {Door} and not done: {Error} ({Failure}: {Text})")]
        public static partial void NotForwarded(ILogger logger, string door, ForwarderError error, string failure, string text);
    }
}
