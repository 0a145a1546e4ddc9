using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Wire.SigV4;

namespace Gatehouse.Doors;

/// <summary>Refusals as Amazon S3 tells them.</summary>
/// <remarks>Source: Amazon S3, "Error responses".</remarks>
internal static class S3Wording
{
    /// <summary>Words one.</summary>
    public static Refusal Word(DoorRequest request, Fault fault)
    {
        var (code, message, status) = Words(request, fault);
        var (id, host) = (RandomNumberGenerator.GetHexString(16), Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)));
        var document = $"""<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>{Escape(message)}</Message><RequestId>{id}</RequestId><HostId>{host}</HostId></Error>""";
        return new(status, "application/xml", code, message, document)
        {
            Headers = new Dictionary<string, string> { ["x-amz-request-id"] = id, ["x-amz-id-2"] = host },
        };
    }

    private static (string Code, string Message, int Status) Words(DoorRequest request, Fault fault) => fault.Code switch
    {
        SignatureCodes.Missing => (DoorFaults.Forbidden, "Access Denied", 403),
        SignatureCodes.Mismatch => ("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.", 403),
        SignatureCodes.UnknownKey => HasToken(request)
            ? ("InvalidToken", "The provided token is malformed or otherwise invalid.", 400)
            : ("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403),
        SignatureCodes.ExpiredToken => ("ExpiredToken", "The provided token has expired.", 400),
        SignatureCodes.Skewed => ("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", 403),
        SignatureCodes.Expired or SignatureCodes.Early => (DoorFaults.Forbidden, fault.Message, 403),
        SignatureCodes.Unsigned => (DoorFaults.Forbidden, "There were headers present in the request which were not signed", 403),
        SignatureCodes.Twofold => ("InvalidArgument", fault.Message, 400),
        SignatureCodes.BodyMismatch => ("XAmzContentSHA256Mismatch", fault.Message, 400),
        SignatureCodes.BodyForm or SignatureCodes.BodyHashNeeded => ("InvalidRequest", fault.Message, 400),
        SignatureCodes.Incomplete or SignatureCodes.Elsewhere => IsInQuery(request)
            ? ("AuthorizationQueryParametersError", fault.Message, 400)
            : ("AuthorizationHeaderMalformed", $"The authorization header is malformed; {fault.Message}", 400),
        _ => (fault.Code, fault.Message, fault.Status),
    };

    private static bool IsInQuery(DoorRequest request) => request.Headers.Authorization.Count == 0;

    private static bool HasToken(DoorRequest request) =>
        request.Headers.ContainsKey("X-Amz-Security-Token") || request.Target.Contains("X-Amz-Security-Token=", StringComparison.OrdinalIgnoreCase);

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 32);
        foreach (var rune in text.EnumerateRunes())
        {
            // A control character stands in no document.
            if (Rune.IsControl(rune))
                escaped.Append('?');
            else if (!rune.IsAscii || rune.Value is '<' or '>' or '&')
                escaped.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};");
            else
                escaped.Append((char)rune.Value);
        }

        return escaped.ToString();
    }
}
