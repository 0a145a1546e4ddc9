namespace Gatehouse.Identity;

/// <summary>
/// The bytes of a picture that pages show. They are a part of their own, so that whoever reads a style does not load them, and they never
/// change: another picture has another id.
/// </summary>
public sealed record StyleImage : IPart
{
    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("style-image");

    /// <inheritdoc/>
    public required string PoolId { get; init; }

    /// <summary>A random UUID.</summary>
    public required string Id { get; init; }

    /// <summary>What the bytes are.</summary>
    public required PictureFormat Format { get; init; }

    /// <summary>The bytes as they were given.</summary>
    public required byte[] Bytes { get; init; }

    /// <inheritdoc/>
    public string Key => Id;

    /// <summary>The media type under which it may be served.</summary>
    public string MediaType => Format switch
    {
        PictureFormat.Png  => "image/png",
        PictureFormat.Jpeg => "image/jpeg",
        PictureFormat.Webp => "image/webp",
        PictureFormat.Ico  => "image/x-icon",
        _                  => "image/svg+xml",
    };
}

/// <summary>A picture whose bytes were looked at and not yet kept.</summary>
/// <param name="Format">What the bytes are.</param>
/// <param name="Bytes">The bytes.</param>
public sealed record NewImage(PictureFormat Format, byte[] Bytes);

/// <summary>
/// Keeps pictures. One is stored before a style names it and removed after none does, so a reader who has the style finds the picture; a crash
/// in between leaves bytes that nobody is shown and that go with their pool.
/// </summary>
public sealed class StyleImages(IParts<StyleImage> parts, IRandom random)
{
    /// <summary>The picture with an id, or null.</summary>
    public ValueTask<StyleImage?> Find(string poolId, string id, CancellationToken ct) => parts.Find(poolId, "", id, ct);

    /// <summary>Stores a picture and answers its id. In a pool that is gone nothing is stored, and no style will name it.</summary>
    public async ValueTask<string> Keep(string poolId, NewImage image, CancellationToken ct)
    {
        var kept = new StyleImage { PoolId = poolId, Id = random.Uuid(), Format = image.Format, Bytes = image.Bytes };
        await parts.Add(kept, ct);
        return kept.Id;
    }

    /// <summary>Removes pictures.</summary>
    public async ValueTask Drop(string poolId, IEnumerable<string> ids, CancellationToken ct)
    {
        foreach (var id in ids)
            await parts.Remove(poolId, "", id, ct);
    }
}
