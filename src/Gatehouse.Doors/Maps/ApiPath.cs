namespace Gatehouse.Doors;

/// <summary>The path of a request to an HTTP API.</summary>
/// <param name="Segments">Decoded; none for <c>/</c>.</param>
internal sealed record ApiPath(IReadOnlyList<string> Segments)
{
    /// <summary>The path as it may be sent on.</summary>
    public string Encoded => "/" + string.Join('/', Segments.Select(Uri.EscapeDataString));

    /// <summary>Reads one. A slash that is encoded separates for some programs and not for others, so there must be none.</summary>
    public static Reply<ApiPath> Of(string raw)
    {
        if (raw == "/")
            return new ApiPath([]);
        if (!raw.StartsWith('/'))
            return DoorFaults.BrokenTarget;

        var segments = raw[1..].Split('/').Select(segment => PathText.Decode(segment)).ToList();
        if (segments.Contains(null))
            return DoorFaults.Uri("it is not percent-encoded UTF-8");
        if (segments.Any(segment => segment!.Contains('/', StringComparison.Ordinal)))
            return DoorFaults.Uri("it has a slash that is encoded");

        return PathText.Broken(string.Join('/', segments)) is { } broken ? DoorFaults.Uri(broken) : new ApiPath([.. segments.OfType<string>()]);
    }

    /// <summary>The path with a query as it may be sent on. The query stays as it was sent: nothing of it was judged.</summary>
    public string With(QueryText query) => query.Raw.Length == 0 ? Encoded : $"{Encoded}?{query.Raw}";
}
