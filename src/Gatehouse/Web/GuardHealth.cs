using Microsoft.AspNetCore.Http;

namespace Gatehouse.Hosting;

/// <summary>What a guard answers at hosts that are no door's: <c>/healthz/live</c> and <c>/healthz/ready</c>, and that there is no door.</summary>
internal sealed class GuardHealth(Uri server, Drain drain) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(2) };
    private readonly Uri ready = new(server.AbsoluteUri.TrimEnd('/') + "/healthz/ready");

    /// <summary>Serves a request.</summary>
    public Task Serve(HttpContext context) => context.Request.Path.Value switch
    {
        "/healthz/live" => Health.Answer(context, StatusCodes.Status200OK, "live"),
        "/healthz/ready" => Ready(context),
        _ => Health.Answer(context, StatusCodes.Status421MisdirectedRequest, "no door has this host"),
    };

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task Ready(HttpContext context)
    {
        if (drain.HasBegun)
            await Health.Answer(context, StatusCodes.Status503ServiceUnavailable, "stopping");
        else if (await ServerIsReady(context.RequestAborted))
            await Health.Answer(context, StatusCodes.Status200OK, "ready");
        else
            await Health.Answer(context, StatusCodes.Status503ServiceUnavailable, "server does not answer");
    }

    private async Task<bool> ServerIsReady(CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(ready, HttpCompletionOption.ResponseHeadersRead, ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
