namespace Gatehouse.Guard;

/// <summary>What the guard itself says no to, in the codes of object storage.</summary>
internal static class GuardFaults
{
    public static readonly Fault Undecided = new("ServiceUnavailable", "Service is unable to handle request: nobody can say now whether it is allowed.", 503);

    public static readonly Fault Down = new("ServiceUnavailable", "Service is unable to handle request.", 503);

    public static readonly Fault Broken = new("BadGateway", "The service behind this address did not answer as it should.", 502);

    public static readonly Fault Late = new("GatewayTimeout", "The service behind this address did not answer in time.", 504);

    public static readonly Fault Busy = new("SlowDown", "Please reduce your request rate.", 503);

    public static readonly Fault Mismatch = new("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");

    public static readonly Fault Incomplete = new("IncompleteBody", "The request body terminated unexpectedly");

    public static readonly Fault TooLarge = new("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 413);

    public static readonly Fault NoLength = new("MissingContentLength", "You must provide the x-amz-decoded-content-length header.", 411);

    public static readonly Fault Upgrade = new("NotImplemented", "A header you provided implies functionality that is not implemented: this door does not let connections be upgraded.", 501);

    public static readonly Fault OtherOrigin = new("AccessForbidden", "CORSResponse: This CORS request is not allowed: the door is not for pages of this origin, or not for this method or these headers.", 403);

    public static readonly Fault Target = new("InvalidURI", "Couldn't parse the specified URI.");
}
