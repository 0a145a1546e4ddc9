using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Hosting;

/// <summary>
/// <c>POST /_gatehouse/pools/{pool id}/keys</c>, signed by root and without a body: replaces the pool's signing keys. The new ones are published at
/// once and sign an hour later; nobody is signed out. Who may not ask learns nothing: there is no such page.
/// </summary>
internal sealed class KeysEndpoint(RootCaller root, KeyRotation rotation)
{
    /// <summary>The path.</summary>
    public const string Path = "/_gatehouse/pools/{poolId}/keys";

    /// <summary>Answers <c>{"SignsFrom": epoch milliseconds}</c>, or 404.</summary>
    public async Task Serve(HttpContext http)
    {
        var poolId = (string)http.Request.RouteValues["poolId"]!;
        if (http.Request.ContentLength is > 0 || !await root.Is(http) || await rotation.Rotate(poolId, http.RequestAborted) is not { } signsFrom)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await ShortJson.Send(http.Response, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("SignsFrom", signsFrom.ToUnixTimeMilliseconds());
            json.WriteEndObject();
        });
    }
}
