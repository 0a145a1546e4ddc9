namespace Gatehouse.Doors;

/// <summary>Why a door refuses before policies are asked. The codes are those of object storage, which has one for each; other services are told the same.</summary>
internal static class DoorFaults
{
    public const string Forbidden = "AccessDenied";

    /// <summary>What the request means is in its body, which was not sent along: ask again with it.</summary>
    public static readonly Fault BodyNeeded = new("BodyNeeded", "What this request asks for is in its body: only the guard can show it to the server, and only when it is signed as a whole.", 403);

    public static readonly Fault Gone = new(Forbidden, "Who signed this request is not there any more, or their session has ended.", 403);

    public static readonly Fault OtherHost = new(Forbidden, "The host of this request is none of the door's: see hosts in the doors file.", 403);

    public static readonly Fault Imposture = new(Forbidden, "Headers that begin with X-Gatehouse- are for doors to set.", 403);

    public static readonly Fault Rewritten = new(Forbidden, "Headers that change the method or path of a request for the service behind (as X-HTTP-Method-Override) are not let through.", 403);

    public static readonly Fault BrokenTarget = Uri("the target is no path with a query");

    public static readonly Fault BodyUnsaid = new(
        Forbidden, "This request has a body of which the signature says nothing that a proxy could pass on: sign it with x-amz-content-sha256, or send it through the guard.", 403);

    public static readonly Fault Chunked = new(
        Forbidden, "A body in signed chunks (aws-chunked) can only be sent through the guard: have the client sign the body as a whole, or send it from memory and not as a stream.", 403);

    public static Fault NothingTold(ProxyKind proxy) => new(Forbidden, $"The proxy did not tell of the request as {proxy} is set up to in docs/doors.md.", 403);

    public static Fault Denied(string message) => new(Forbidden, message, 403);

    public static Fault Uri(string why) => new("InvalidURI", $"Couldn't parse the specified URI: {why}.");

    public static Fault Unknown(string what) => new("NotImplemented", $"This request implies functionality that no map knows: {what}.", 501);

    public static Fault Method(string method) => new("MethodNotAllowed", $"The specified method is not allowed against this resource: {method}.", 405);

    public static Fault NoRule(string door, string method) => new(Forbidden, $"No rule of the door {door} says what {method} of this path means.", 403);

    public static Fault Argument(string message) => new("InvalidArgument", message);
}
