using System.Net.Mime;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gatehouse.Hosting;

/// <summary>
/// <c>PUT /_gatehouse/imports/{pool id}/{import}?…</c>: takes the file of an import from whoever has the address that its creation
/// answered. No header is asked for; <c>x-amz-server-side-encryption</c>, which the real service demands, may be there.
/// </summary>
internal sealed class UploadEndpoint(ImportUrl urls, Uploads uploads, Settings settings, TimeProvider time)
{
    // As long as its file may take to come; what is slower is cut off, and nothing of it is kept.
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);

    /// <summary>Answers 200 without a body, or an error in XML as object stores write it.</summary>
    public async Task Serve(HttpContext http)
    {
        var (poolId, jobId) = ((string)http.Request.RouteValues["poolId"]!, (string)http.Request.RouteValues["jobId"]!);
        switch (urls.Check(poolId, jobId, http.Request.Query[ImportUrl.Date], http.Request.Query[ImportUrl.Signature]))
        {
            case PermitCheck.Forged:
                await Refuse(http, StatusCodes.Status403Forbidden, "SignatureDoesNotMatch", "The signature does not match.");
                return;
            case PermitCheck.Expired:
                await Refuse(http, StatusCodes.Status403Forbidden, "AccessDenied", "Request has expired");
                return;
        }

        if (http.Request.ContentLength > settings.ImportLimit)
        {
            await Refuse(http, StatusCodes.Status400BadRequest, "EntityTooLarge", TooLarge);
            return;
        }

        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        using var limit = new CancellationTokenSource(Limit, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, limit.Token);
        try
        {
            await Answer(http, await uploads.Receive(poolId, jobId, http.Request.Body, settings.ImportLimit, end.Token));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            await Refuse(http, StatusCodes.Status400BadRequest, "RequestTimeout", "The file came too slowly.");
        }
        catch (OverloadedException)
        {
            await Refuse(http, StatusCodes.Status503ServiceUnavailable, "SlowDown", "Please reduce your request rate.");
        }
    }

    private string TooLarge => $"The file is larger than {settings.ImportLimit} bytes.";

    private Task Answer(HttpContext http, UploadResult result) => result switch
    {
        UploadResult.Kept => Task.CompletedTask,
        UploadResult.TooLarge => Refuse(http, StatusCodes.Status400BadRequest, "EntityTooLarge", TooLarge),
        _ => Refuse(http, StatusCodes.Status403Forbidden, "AccessDenied", "The user import job takes no file any more."),
    };

    // What is left of the body is not read: the connection ends with the answer.
    private static Task Refuse(HttpContext http, int status, string code, string message)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.Connection = "close";
        http.Response.ContentType = MediaTypeNames.Application.Xml;
        return http.Response.WriteAsync(
            $"""<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>{message}</Message></Error>""", http.RequestAborted);
    }
}
