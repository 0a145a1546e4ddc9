namespace Gatehouse.Wire.SigV4;

/// <summary>A body of <c>aws-chunked</c> is not what was announced or signed. Nothing of what is wrong was handed out.</summary>
public sealed class AwsChunkedException : IOException
{
    /// <summary>Says what is wrong.</summary>
    public AwsChunkedException(string code, string message, int status = 400)
        : base(message) => Fault = new Fault(code, message, status);

    /// <summary>What is wrong, in S3's words and with S3's code.</summary>
    public Fault Fault { get; }

    internal static AwsChunkedException Signature() => new(
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
        403);

    internal static AwsChunkedException Incomplete() =>
        new("IncompleteBody", "The request body terminated unexpectedly");

    internal static AwsChunkedException Form() =>
        new("InvalidRequest", "The body is not of the form of aws-chunked.");

    internal static AwsChunkedException Length() =>
        new("IncompleteBody", "You did not provide the number of bytes specified by the x-amz-decoded-content-length header.");

    internal static AwsChunkedException TooLarge() =>
        new("EntityTooLarge", "A chunk of the body exceeds the maximum allowed size.");

    internal static AwsChunkedException Trailer() => new(
        "MalformedTrailerError",
        "The request contained trailing data that was not well-formed or did not conform to our published schema.");

    internal static AwsChunkedException Checksum(string trailer) =>
        new("BadDigest", $"The {trailer} you specified did not match the calculated checksum.");
}
