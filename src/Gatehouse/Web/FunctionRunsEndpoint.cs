using System.Text.Json;
using Gatehouse.Triggers;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Hosting;

/// <summary>
/// <c>GET /_gatehouse/pools/{pool id}/functions/log</c>, signed by root: the latest calls of a pool's functions on this node, newest first.
/// <c>POST …/log/{run id}</c>, signed in the same way and without a body, sends the event of one again; nothing follows from the answer.
/// Who may not ask learns nothing: there is no such page.
/// </summary>
internal sealed class FunctionRunsEndpoint(RootCaller root, FunctionRuns runs)
{
    /// <summary>The path of the list.</summary>
    public const string Path = "/_gatehouse/pools/{poolId}/functions/log";

    /// <summary>The path of one run.</summary>
    public const string RunPath = Path + "/{runId}";

    /// <summary>Answers the list, or 404.</summary>
    public async Task Show(HttpContext http)
    {
        if (!await root.Is(http))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var all = runs.Of(PoolId(http));
        await ShortJson.Send(http.Response, StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray();
            foreach (var run in all)
                Write(json, run);
            json.WriteEndArray();
        });
    }

    /// <summary>Answers the new run; 409 when something in the old one is hidden, or 404.</summary>
    public async Task Replay(HttpContext http)
    {
        if (http.Request.ContentLength is > 0 || !await root.Is(http) || Find(http) is not { } run)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!run.CanReplay)
        {
            await ShortJson.Send(http.Response, StatusCodes.Status409Conflict, Refuse);
            return;
        }

        var again = await runs.Replay(run, http.RequestAborted);
        await ShortJson.Send(http.Response, StatusCodes.Status200OK, json => Write(json, again));
    }

    private FunctionRun? Find(HttpContext http) =>
        runs.Of(PoolId(http)).FirstOrDefault(run => run.Id == (string)http.Request.RouteValues["runId"]!);

    private static string PoolId(HttpContext http) => (string)http.Request.RouteValues["poolId"]!;

    private static void Refuse(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("Message", "This run cannot be sent again: what was secret in its event, or all of a long one, was not kept.");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FunctionRun run)
    {
        json.WriteStartObject();
        json.WriteString("Id", run.Id);
        json.WriteString("Function", run.Function);
        json.WriteString("Source", run.Source);
        json.WriteNumber("StartedAt", run.Started.ToUnixTimeMilliseconds());
        json.WriteNumber("Milliseconds", (long)run.Took.TotalMilliseconds);
        json.WriteNumber("Tries", run.Tries);
        json.WriteString("Outcome", run.Outcome.ToString());
        if (run.Problem is { } problem)
            json.WriteString("Problem", problem);
        WriteDocument(json, "Event", run.Event);
        WriteDocument(json, "Answer", run.Answer);
        json.WriteBoolean("CanReplay", run.CanReplay);
        json.WriteBoolean("IsReplay", run.IsReplay);
        json.WriteEndObject();
    }

    private static void WriteDocument(Utf8JsonWriter json, string member, string? document)
    {
        if (document is null)
            return;

        json.WritePropertyName(member);
        json.WriteRawValue(document);
    }
}
