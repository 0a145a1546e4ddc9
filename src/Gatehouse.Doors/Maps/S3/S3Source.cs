namespace Gatehouse.Doors;

/// <summary>The object whose content another one gets: what <c>x-amz-copy-source</c> names.</summary>
/// <param name="Address">The object.</param>
/// <param name="VersionId">Which version of it; null for the newest.</param>
internal sealed record S3Source(S3Address Address, string? VersionId)
{
    private const string Version = "versionId";

    /// <summary>The header in the one form in which it may be sent on.</summary>
    public string Header => VersionId is null ? Address.Path : $"{Address.Path}?{Version}={Uri.EscapeDataString(VersionId)}";

    /// <summary>Reads the header: <c>/bucket/key</c>, with or without the first slash, percent-encoded, with <c>?versionId=</c> or without.</summary>
    public static Reply<S3Source> Of(string header)
    {
        var question = header.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = question < 0 ? (header, "") : (header[..question], header[(question + 1)..]);
        if (path.Contains('+', StringComparison.Ordinal))
            return DoorFaults.Argument("Copy Source must have %2B for a plus sign and %20 for a blank.");
        if (S3Address.Of(path.StartsWith('/') ? path : "/" + path, "").Refused(out var fault, out var address))
            return fault with { Message = $"Copy Source: {fault.Message}" };
        if (address.Key.Length == 0)
            return DoorFaults.Argument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey");

        return QueryText.Of(query).Parameters switch
        {
            [] => new S3Source(address, null),
            [{ Name: Version, Value: { Length: > 0 } version }] => new S3Source(address, version),
            _ => DoorFaults.Argument("Copy Source may have a versionId and no other parameter."),
        };
    }
}
