namespace Gatehouse.AspNetCore;

/// <summary>What became of a question: <see cref="Allowed"/> is the only one that lets a request pass.</summary>
public abstract record DoorAnswer
{
    private DoorAnswer()
    {
    }

    /// <summary>The server knows who signed and, unless only that was asked, allows it.</summary>
    /// <param name="Who">The signer.</param>
    public sealed record Allowed(Signer Who) : DoorAnswer
    {
        /// <summary>What was allowed, as <c>s3:PutObject</c>; null when only the signer was asked for.</summary>
        public string? Action { get; init; }

        /// <summary>On what, as ARNs.</summary>
        public IReadOnlyList<string> Resources { get; init; } = [];

        /// <summary>Path and query in the form that was judged, to be forwarded instead of what was received.</summary>
        public string Target { get; init; } = "";

        /// <summary>Headers to set on what is forwarded: who it is.</summary>
        public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

        /// <summary>What the signature says of the body.</summary>
        public DoorBody Body { get; init; } = new();
    }

    /// <summary>The request must not pass; this is what its sender is told.</summary>
    /// <param name="Status">The HTTP status, 400 to 599.</param>
    /// <param name="ContentType">Of the document.</param>
    /// <param name="Document">The error in the form of the service behind the door.</param>
    /// <param name="Code">Its code, as <c>AccessDenied</c>.</param>
    /// <param name="Message">Its sentence.</param>
    public sealed record Refused(int Status, string ContentType, string Document, string Code, string Message) : DoorAnswer
    {
        /// <summary>Headers that go with it.</summary>
        public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    }

    /// <summary>The server must know more: ask again with it.</summary>
    /// <param name="What"><c>bodyHash</c> or <c>body</c>.</param>
    public sealed record Needs(string What) : DoorAnswer;

    /// <summary>Nobody decided: the server did not answer, or not as it should. The request must not pass; it may be sent again later.</summary>
    /// <param name="Reason">For the log, never for the sender.</param>
    public sealed record Unavailable(string Reason) : DoorAnswer;
}

/// <summary>What a signature says of the body that comes with it.</summary>
public sealed record DoorBody
{
    /// <summary><c>any</c>, <c>hash</c> or <c>chunks</c>; empty when nothing was said of it, which only a question for the signer alone leaves so.</summary>
    public string Kind { get; init; } = "";

    /// <summary>With <c>hash</c>: the SHA-256 that the body must have, in lower-case hexadecimal.</summary>
    public string? Sha256 { get; init; }

    /// <summary>With <c>chunks</c>: headers follow the body.</summary>
    public bool HasTrailer { get; init; }

    /// <summary>With <c>chunks</c> that are signed: the key of their signatures, good for one day, region and service.</summary>
    public byte[]? Key { get; init; }

    /// <summary>With <see cref="Key"/>: when the request was signed, as <c>yyyyMMddTHHmmssZ</c>.</summary>
    public string? Date { get; init; }

    /// <summary>With <see cref="Key"/>: what the signature is good for, as <c>20150830/us-east-1/s3/aws4_request</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>With <see cref="Key"/>: the signature of the request, with which the chain of signatures begins.</summary>
    public string? Seed { get; init; }

    /// <summary>The kind alone.</summary>
    public override string ToString() => $"DoorBody {Kind}";
}

/// <summary>Who signed a request.</summary>
/// <param name="Arn">The principal's ARN.</param>
/// <param name="UserId">Its unique id, as IAM has it.</param>
/// <param name="Type">What it is, as <c>AssumedRole</c>.</param>
/// <param name="AccountId">Twelve digits.</param>
public sealed record Signer(string Arn, string UserId, string Type, string AccountId)
{
    /// <summary>The role, for sessions of one.</summary>
    public string? RoleName { get; init; }

    /// <summary>The name of the role's session.</summary>
    public string? SessionName { get; init; }

    /// <summary>The identity of an identity pool that the credentials were given to.</summary>
    public string? IdentityId { get; init; }

    /// <summary>The identity pool.</summary>
    public string? IdentityPoolId { get; init; }

    /// <summary>How the identity had logged in, in the words of <c>cognito-identity.amazonaws.com:amr</c>.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>The session's tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Condition keys that the session carries, as <c>cognito-identity.amazonaws.com:sub</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Context { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>When the credentials end; null for lasting ones.</summary>
    public DateTimeOffset? Expires { get; init; }
}
