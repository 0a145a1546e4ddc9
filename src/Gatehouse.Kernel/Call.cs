using System.Net;
using Gatehouse.Access;

namespace Gatehouse;

/// <summary>How a call proves that it may be made.</summary>
public enum CallAccess
{
    /// <summary>Anyone who knows the client id.</summary>
    Anyone,

    /// <summary>The bearer of an access token, which is a member of the request.</summary>
    Token,

    /// <summary>A request signed by AWS Signature Version 4.</summary>
    Signed,
}

/// <summary>What is known of one call besides its body.</summary>
/// <param name="RequestId">The UUID that the answer carries in <c>x-amzn-RequestId</c>.</param>
/// <param name="Aborted">Fires when the caller went away. Never pass it to a commit.</param>
public sealed record Call(string RequestId, CancellationToken Aborted = default)
{
    /// <summary>The operation that is called; null where no operation is.</summary>
    public Operation? Operation { get; init; }

    /// <summary>Who signed it; null for calls that need no signature.</summary>
    public Principal? Caller { get; init; }

    /// <summary>The public half of the key that signed it; null for calls that need no signature.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>What the caller may do is asked here, once the request is read; null for a call from within, which may do what it does.</summary>
    public IPermits? Permits { get; init; }

    /// <summary>The region of the signature's scope; null for calls that need no signature.</summary>
    public string? SignedRegion { get; init; }

    /// <summary>The address of the peer (or of the client, behind a trusted proxy).</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The client's <c>User-Agent</c>, cut to 1,024 characters.</summary>
    public string? UserAgent { get; init; }
}
