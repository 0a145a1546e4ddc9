using System.Globalization;

using Gatehouse.Wire.SigV4;

namespace Gatehouse.Doors;

/// <summary>The condition keys that are known of every request to a door.</summary>
internal static class DoorFacts
{
    private const int Longest = 1024;

    /// <summary>All of them.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(DoorRequest request, SignedBy signed, Door door, DateTimeOffset now)
    {
        var facts = new Dictionary<string, IReadOnlyList<string>>
        {
            ["aws:SecureTransport"] = [request.IsSecure ? "true" : "false"],
            ["aws:RequestedRegion"] = [signed.Signer.Region],
        };
        if (request.Address is { } address)
            facts["aws:SourceIp"] = [(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()];
        if (Cut(request.Headers.UserAgent) is { } agent)
            facts["aws:UserAgent"] = [agent];
        if (Cut(request.Headers.Referer) is { } referer)
            facts["aws:Referer"] = [referer];
        if (door.Service != Door.S3)
            return facts;

        facts["s3:authType"] = [signed.IsInQuery ? "REST-QUERY-STRING" : "REST-HEADER"];
        facts["s3:signatureversion"] = [AuthorizationHeader.Algorithm];
        facts["s3:signatureAge"] = [Math.Max(0, (long)(now - signed.SignedAt).TotalMilliseconds).ToString(CultureInfo.InvariantCulture)];
        return facts;
    }

    private static string? Cut(string? text) => string.IsNullOrEmpty(text) ? null : text.Length > Longest ? text[..Longest] : text;
}
