namespace Gatehouse.Hosting;

/// <summary><c>gatehouse health</c>: asks the server on this machine, as a container's health check does.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Prints one line; <see cref="ExitCode.Done"/> when the server is ready.</summary>
    public static async Task<int> Run(Settings settings, TextWriter output, CancellationToken cancel)
    {
        var url = settings.Urls[0].Local + "/healthz/ready";
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(url, cancel);
            await output.WriteLineAsync($"{url}: {(answer.IsSuccessStatusCode ? "ready" : $"not ready ({(int)answer.StatusCode})")}");
            return answer.IsSuccessStatusCode ? ExitCode.Done : ExitCode.Failed;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            await output.WriteLineAsync($"{url}: no answer");
            return ExitCode.Failed;
        }
    }
}
