using Gatehouse.AspNetCore;
using Gatehouse.Doors;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Gatehouse.Guard;

/// <summary>What goes on to the service behind: the very target that was judged, and of the headers what nobody could have made up.</summary>
internal sealed class Passage(string target) : HttpTransformer
{
    private static readonly string[] Ours = ["x-gatehouse-", "x-forwarded-", "x-original-", "x-rewrite-"];

    // Proofs that are spent here, what tells of frames that are taken off, and what would make another request of this one.
    private static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase)
    {
        "authorization", "x-amz-security-token", "x-amz-date", "x-amz-content-sha256", "x-amz-trailer", "x-amz-decoded-content-length",
        "forwarded", "x-real-ip", "x-http-method", "x-http-method-override", "x-method-override",
    };

    /// <summary>Takes off and puts on what must be.</summary>
    public static void Dress(HttpContext http, DoorAnswer.Allowed allowed)
    {
        var (request, headers) = (http.Request, http.Request.Headers);
        var host = headers.Host;
        foreach (var name in headers.Keys.Where(IsDropped).ToList())
            headers.Remove(name);

        headers["X-Forwarded-For"] = http.Connection.RemoteIpAddress?.ToString();
        headers["X-Forwarded-Host"] = host;
        headers["X-Forwarded-Proto"] = request.Scheme;
        foreach (var (name, value) in allowed.Headers)
            headers[name] = value;
    }

    /// <inheritdoc/>
    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.Headers.Host = null;
        proxyRequest.RequestUri = new(destinationPrefix + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    private static bool IsDropped(string name)
    {
        var read = HeaderName.AsRead(name);
        return Dropped.Contains(read) || Ours.Any(prefix => read.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }
}
