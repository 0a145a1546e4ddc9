using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Hosting;

/// <summary><c>/healthz/live</c> and <c>/healthz/ready</c>, for load balancers and orchestrators.</summary>
internal sealed partial class Health(IHousekeeping store, Drain drain, TimeProvider time, ILogger<Health> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>200 as long as the process answers at all.</summary>
    public static Task Live(HttpContext http) => Answer(http, StatusCodes.Status200OK, "live");

    /// <summary>200 when calls can be served; 503 while stopping, and when the store does not answer within two seconds.</summary>
    public async Task Ready(HttpContext http)
    {
        if (drain.HasBegun)
            await Answer(http, StatusCodes.Status503ServiceUnavailable, "stopping");
        else if (await StoreAnswers(http.RequestAborted))
            await Answer(http, StatusCodes.Status200OK, "ready");
        else
            await Answer(http, StatusCodes.Status503ServiceUnavailable, "store does not answer");
    }

    private async Task<bool> StoreAnswers(CancellationToken ct)
    {
        try
        {
            await store.Ping(ct).AsTask().WaitAsync(Patience, time, ct);
            return true;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Log.NotReady(logger, failure.GetType().Name, failure.Message);
            return false;
        }
    }

    /// <summary>One word, as JSON.</summary>
    public static Task Answer(HttpContext http, int status, string word) => ShortJson.Send(http.Response, status, json =>
    {
        json.WriteStartObject();
        json.WriteString("status", word);
        json.WriteEndObject();
    });

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Not ready: the store does not answer ({Failure}: {Text})")]
        public static partial void NotReady(ILogger logger, string failure, string text);
    }
}
