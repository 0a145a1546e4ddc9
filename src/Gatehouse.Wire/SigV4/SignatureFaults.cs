namespace Gatehouse.Wire.SigV4;

/// <summary>How a signature is refused, in AWS's words.</summary>
internal static class SignatureFaults
{
    public static readonly Fault Missing = new("MissingAuthenticationTokenException", "Missing Authentication Token");

    public static readonly Fault UnknownKey =
        new("UnrecognizedClientException", "The security token included in the request is invalid.");

    public static readonly Fault ExpiredToken = new("ExpiredTokenException", "The security token included in the request is expired");

    public static readonly Fault Mismatch = Invalid(
        "The request signature we calculated does not match the signature you provided. " +
        "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");

    public static Fault Invalid(string message) => new("InvalidSignatureException", message);

    public static Fault Incomplete(string message) => new("IncompleteSignatureException", message);

    public static Fault Unsigned(string header) =>
        Invalid($"{(header == "host" ? "'Host' or ':authority'" : $"'{header}'")} must be a 'SignedHeader' in the AWS Authorization.");
}
