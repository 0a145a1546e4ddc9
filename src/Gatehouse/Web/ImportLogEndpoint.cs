using System.Text;
using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Hosting;

/// <summary>
/// <c>GET /_gatehouse/pools/{pool id}/imports/{import}/log</c>, signed by root: what became of each row, line by line, as it is known so
/// far. Who may not read it learns nothing: there is no such page.
/// </summary>
internal sealed class ImportLogEndpoint(RootCaller root, IImports imports, IImportRuns runs)
{
    /// <summary>The path.</summary>
    public const string Path = "/_gatehouse/pools/{poolId}/imports/{jobId}/log";

    private const int Portion = 64 * 1024;

    /// <summary>Answers text, or 404.</summary>
    public async Task Serve(HttpContext http)
    {
        var (poolId, jobId, ct) = ((string)http.Request.RouteValues["poolId"]!, (string)http.Request.RouteValues["jobId"]!, http.RequestAborted);
        if (!await root.Is(http) || await imports.Find(poolId, jobId, ct) is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var portion = new StringBuilder();
        await foreach (var line in runs.Log(poolId, jobId, ct))
        {
            portion.Append(line).Append('\n');
            if (portion.Length < Portion)
                continue;
            await http.Response.WriteAsync(portion.ToString(), ct);
            portion.Clear();
        }

        await http.Response.WriteAsync(portion.ToString(), ct);
    }
}
