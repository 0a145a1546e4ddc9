using System.Buffers;

namespace Gatehouse.Wire.SigV4;

/// <summary>What is signed in the place of a body's hash.</summary>
/// <remarks>Source: Amazon S3, "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)", x-amz-content-sha256.</remarks>
internal static class BodyTerm
{
    /// <summary>The header that says it.</summary>
    public const string Header = "x-amz-content-sha256";

    private const string Unsigned = "UNSIGNED-PAYLOAD";
    private const string Chunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const string ChunksAndTrailer = Chunks + "-TRAILER";
    private const string UnsignedAndTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>Finds the term that the signature was made with, and holds it to what the rules allow and to the body's own hash.</summary>
    public static Reply<string> Of(SignedHead head, SortedQuery query, SignatureClaim claim, SignatureRules rules)
    {
        if (Said(head, query, claim, rules).Refused(out var fault, out var said))
            return fault;
        if (said.Length == 0)
            return head.BodyHash is { } own ? own : SignatureFaults.BodyHashNeeded;

        if (said is Unsigned)
            return rules.AllowsUnsignedBody ? said : SignatureFaults.BodyForbidden;
        if (said is Chunks or ChunksAndTrailer or UnsignedAndTrailer)
            return rules.AllowsStreams && claim.Lives is null ? said : SignatureFaults.BodyForbidden;
        if (said.StartsWith("STREAMING-AWS4-ECDSA-", StringComparison.Ordinal))
            return SignatureFaults.BodyOfManyRegions;
        if (said.Length != 64 || said.AsSpan().ContainsAnyExcept(Hexadecimal))
            return SignatureFaults.BodyForm;
        return head.BodyHash is null || head.BodyHash == said ? said : SignatureFaults.BodyMismatch;
    }

    /// <summary>Whether the body's chunks are signed too.</summary>
    public static bool NeedsKey(string term) => term is Chunks or ChunksAndTrailer;

    /// <summary>What a proven term means.</summary>
    /// <param name="term">The term.</param>
    /// <param name="key">What chunks are signed with.</param>
    public static BodyClaim Claim(string term, ChunkKey key) => term switch
    {
        Unsigned => new AnyBody(),
        Chunks => new ChunkedBody(HasTrailer: false, key),
        ChunksAndTrailer => new ChunkedBody(HasTrailer: true, key),
        UnsignedAndTrailer => new ChunkedBody(HasTrailer: true, Key: null),
        _ => new HashedBody(term),
    };

    // What the header or the query says; empty when only the body itself can tell.
    private static Reply<string> Said(SignedHead head, SortedQuery query, SignatureClaim claim, SignatureRules rules)
    {
        var sent = head.Headers[Header].Count;
        var inHeader = head.Single(Header);
        if (sent > 0 && inHeader is not { Length: > 0 })
            return SignatureFaults.BodyForm;
        if (claim.Lives is not null)
            return InQuery(query, claim.Signs(Header) ? inHeader : null, rules);

        if (inHeader is null)
            return rules.SignsEveryAmzHeader ? SignatureFaults.BodyUnsaid : "";
        if (claim.Signs(Header))
            return inHeader;
        // What is not signed binds nobody, but it must not be false either.
        return head.BodyHash is null || head.BodyHash == inHeader ? "" : SignatureFaults.BodyMismatch;
    }

    private static Reply<string> InQuery(SortedQuery query, string? inHeader, SignatureRules rules)
    {
        var inQuery = query.Single(QueryClaim.ContentHash);
        if (query.Count(QueryClaim.ContentHash) > 0 && (inQuery is not { Length: > 0 } || (inHeader is not null && inHeader != inQuery)))
            return SignatureFaults.BodyForm;
        return inQuery ?? inHeader ?? (rules.AllowsUnsignedBody ? Unsigned : "");
    }
}
