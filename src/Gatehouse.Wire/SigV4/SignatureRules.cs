namespace Gatehouse.Wire.SigV4;

/// <summary>What the signature of a request must be like. Without further words they are those of S3 for <c>s3</c>, and else the strictest.</summary>
/// <param name="Service">The signing name of the service, as <c>s3</c> or <c>execute-api</c>.</param>
/// <remarks>Source: AWS, "Create a signed AWS API request", and Amazon S3, "Authenticating requests (Signature Version 4)".</remarks>
public sealed record SignatureRules(string Service)
{
    private const string S3 = "s3";

    /// <summary>Whether the path is encoded once, and its dots and double slashes stay. Else it is normalised, and encoded once more than it came.</summary>
    public bool IsPathAsSent { get; init; } = Service == S3;

    /// <summary>Whether the signature may be in the query (a presigned URL).</summary>
    public bool AllowsQuery { get; init; } = Service == S3;

    /// <summary>Whether the body may come in chunks of <c>aws-chunked</c>, signed one by one or not at all.</summary>
    public bool AllowsStreams { get; init; } = Service == S3;

    /// <summary>Whether a signature may say nothing of the body (<c>UNSIGNED-PAYLOAD</c>).</summary>
    public bool AllowsUnsignedBody { get; init; } = Service == S3;

    /// <summary>
    /// Whether a header signature needs <c>x-amz-content-sha256</c>, and every header that begins with <c>x-amz-</c> must be signed:
    /// else <c>x-amz-copy-source</c> could be added to what was signed as an upload.
    /// </summary>
    public bool SignsEveryAmzHeader { get; init; } = Service == S3;

    /// <summary>The one region that must be signed for; null for any that is ours.</summary>
    public string? Region { get; init; }

    /// <summary>Headers, in lower case, that must be signed besides <c>host</c>, the date and the session token.</summary>
    public IReadOnlyList<string> MustSign { get; init; } = [];
}
