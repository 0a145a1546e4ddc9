using System.Globalization;
using Gatehouse.AspNetCore;
using Gatehouse.Wire.SigV4;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gatehouse.Guard;

/// <summary>Puts in the place of a request's body one that ends only when it is what was signed.</summary>
internal static class JudgedBody
{
    private const string NoBody = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string DecodedLength = "x-amz-decoded-content-length";

    /// <summary>Does so.</summary>
    /// <returns>What the sender is told, when the body cannot be right; null when it may pass as far as is known yet.</returns>
    public static async ValueTask<Fault?> Hold(HttpContext http, DoorBody said)
    {
        var hasBody = http.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest is not true && http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is not false;
        switch (said.Kind)
        {
            case "any":
                return null;
            case "hash" when said.Sha256 is { Length: 64 } sha256 && sha256.All(char.IsAsciiHexDigit):
                if (!hasBody)
                    return sha256 == NoBody ? null : GuardFaults.Mismatch;
                Replace(http.Request, new HashedBody(http.Request.Body, sha256));
                return null;
            case "chunks" when !hasBody:
                return GuardFaults.Incomplete;
            case "chunks":
                return await Chunks(http.Request, said);
            default:
                return GuardFaults.Undecided;
        }
    }

    /// <summary>What was wrong with a body that ended before its end; null when it was not the body.</summary>
    public static Fault? FlawOf(Exception? failure) => failure switch
    {
        BodyException body => body.Fault,
        AwsChunkedException chunk => chunk.Fault,
        AggregateException several => several.InnerExceptions.Select(FlawOf).FirstOrDefault(flaw => flaw is not null),
        { InnerException: { } inner } => FlawOf(inner),
        _ => null,
    };

    private static async ValueTask<Fault?> Chunks(HttpRequest request, DoorBody said)
    {
        var headers = request.Headers;
        if (headers[DecodedLength] is not [{ } text] || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return GuardFaults.NoLength;
        if (said.Key is not null && KeyOf(said) is null)
            return GuardFaults.Undecided;

        var announced = headers["x-amz-trailer"];
        var body = new AwsChunkedStream(request.Body, new ChunkedBody(said.HasTrailer, KeyOf(said)), announced.Count == 0 ? null : announced.ToString(), length);
        headers.Remove("Transfer-Encoding");
        // It tells of a checksum among the trailers, which are verified here and end here: without one S3 refuses it.
        headers.Remove("x-amz-sdk-checksum-algorithm");
        headers.ContentLength = length;
        Decoded(headers);
        Replace(request, body);
        return length > 0 ? null : await Empty(body, request.HttpContext.RequestAborted);
    }

    private static void Replace(HttpRequest request, Stream body)
    {
        request.Body = body;
        request.HttpContext.Response.RegisterForDispose(body);
    }

    private static void Decoded(IHeaderDictionary headers)
    {
        var left = headers.ContentEncoding.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(coding => !coding.Equals("aws-chunked", StringComparison.OrdinalIgnoreCase)).ToArray();
        if (left.Length == 0)
            headers.Remove("Content-Encoding");
        else
            headers.ContentEncoding = string.Join(", ", left);
    }

    // Nothing can be kept back of a body without bytes, so its end is looked at before its head is sent on.
    private static async ValueTask<Fault?> Empty(AwsChunkedStream body, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(new byte[1], cancellation) == 0 ? null : GuardFaults.Incomplete;
        }
        catch (AwsChunkedException broken)
        {
            return broken.Fault;
        }
    }

    private static ChunkKey? KeyOf(DoorBody said) =>
        said is { Key: { Length: > 0 } key, Date: { } date, Seed: { } seed } && said.Scope?.Split('/') is [var day, var region, var service, var terminator]
            ? new(key, date, new(day, region, service, terminator), seed)
            : null;
}
