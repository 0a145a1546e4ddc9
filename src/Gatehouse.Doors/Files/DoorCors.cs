namespace Gatehouse.Doors;

/// <summary>Which pages of browsers may read what a door answers. Never with cookies: what counts at a door is the signature.</summary>
/// <param name="Origins">The origins, as browsers send them; or <c>*</c> alone, for any.</param>
public sealed record DoorCors(IReadOnlyList<string> Origins)
{
    // What the SDKs of AWS and signed fetches send.
    private static readonly string[] Sent =
    [
        "authorization", "content-type", "content-md5", "x-amz-*", "amz-sdk-*", "range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since",
        "cache-control", "content-disposition", "content-encoding", "content-language", "expires",
    ];

    private static readonly string[] Read =
        ["etag", "x-amz-*", "x-amzn-*", "accept-ranges", "content-range", "content-disposition", "content-encoding", "date", "retry-after"];

    /// <summary>Headers that pages may send beside those that the SDKs of AWS send; one that ends in <c>*</c> stands for all that begin so.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Headers of answers that pages may read beside <c>ETag</c> and those of AWS; one that ends in <c>*</c> stands for all that begin so.</summary>
    public IReadOnlyList<string> Exposes { get; init; } = [];

    /// <summary>How long a browser may remember what it was told, in seconds.</summary>
    public int MaxAge { get; init; } = 3600;

    /// <summary>Every page may read.</summary>
    public bool IsForAll => Origins is ["*"];

    /// <summary>Whether pages of an origin may read answers.</summary>
    public bool Allows(string origin) => IsForAll || Origins.Contains(origin, StringComparer.Ordinal);

    /// <summary>Whether they may send a header.</summary>
    public bool MaySend(string header) => Fits(Sent, header) || Fits(Headers, header);

    /// <summary>Whether they may read a header of an answer.</summary>
    public bool MayRead(string header) => Fits(Read, header) || Fits(Exposes, header);

    private static bool Fits(IEnumerable<string> names, string header) => names.Any(name => name.EndsWith('*')
        ? header.StartsWith(name[..^1], StringComparison.OrdinalIgnoreCase)
        : header.Equals(name, StringComparison.OrdinalIgnoreCase));
}
