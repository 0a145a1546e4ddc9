namespace Gatehouse.Wire.SigV4;

/// <summary>How a signature is refused, in AWS's words.</summary>
internal static class SignatureFaults
{
    public static readonly Fault Missing = new(SignatureCodes.Missing, "Missing Authentication Token");

    public static readonly Fault UnknownKey =
        new(SignatureCodes.UnknownKey, "The security token included in the request is invalid.");

    public static readonly Fault ExpiredToken = new(SignatureCodes.ExpiredToken, "The security token included in the request is expired");

    public static readonly Fault Mismatch = new(
        SignatureCodes.Mismatch,
        "The request signature we calculated does not match the signature you provided. " +
        "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");

    public static readonly Fault NoQuery = Incomplete("Credentials in the query are not accepted: sign with the Authorization header.");

    public static readonly Fault Twofold = new(
        SignatureCodes.Twofold,
        "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter or the Authorization header should be specified.");

    public static readonly Fault Expired = new(SignatureCodes.Expired, "Request has expired");

    public static readonly Fault Early = new(SignatureCodes.Early, "Request is not valid yet");

    public static readonly Fault BodyMismatch = new(
        SignatureCodes.BodyMismatch, "The provided 'x-amz-content-sha256' header does not match what was computed.");

    public static readonly Fault BodyUnsaid = new(
        SignatureCodes.BodyForm, "Missing required header for this request: x-amz-content-sha256");

    public static readonly Fault BodyForm = new(
        SignatureCodes.BodyForm,
        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, " +
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER or a valid sha256 value.");

    public static readonly Fault BodyForbidden = new(
        SignatureCodes.BodyForm, "The body must be signed as a whole: send its SHA-256 as x-amz-content-sha256, or nothing of it.");

    public static readonly Fault BodyOfManyRegions = new(
        SignatureCodes.BodyForm,
        "Signatures for several regions (AWS4-ECDSA-P256-SHA256, SigV4a) are not accepted: sign for one region with AWS4-HMAC-SHA256.");

    public static readonly Fault QueryOfManyRegions = Incomplete(
        "Signatures for several regions (AWS4-ECDSA-P256-SHA256, SigV4a) are not accepted: sign for one region with AWS4-HMAC-SHA256.");

    public static readonly Fault BodyHashNeeded = new(
        SignatureCodes.BodyHashNeeded, "The signature covers the body, which was not hashed: send its SHA-256 as a signed x-amz-content-sha256.");

    public static Fault Incomplete(string message) => new(SignatureCodes.Incomplete, message);

    public static Fault Skewed(string message) => new(SignatureCodes.Skewed, message);

    public static Fault Elsewhere(string message) => new(SignatureCodes.Elsewhere, message);

    public static Fault Unsigned(string header) => new(
        SignatureCodes.Unsigned, $"{(header == "host" ? "'Host' or ':authority'" : $"'{header}'")} must be a 'SignedHeader' in the AWS Authorization.");
}
