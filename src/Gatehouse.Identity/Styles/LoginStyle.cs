namespace Gatehouse.Identity;

/// <summary>Where a picture is shown. Words are those of the administrative interface; the domain compares them and reads none.</summary>
/// <param name="Category">Which picture of the page.</param>
/// <param name="ColorMode">In which light.</param>
/// <param name="Extension">How the interface names the format.</param>
/// <param name="ResourceId">What the picture's owner calls it; null when nothing.</param>
/// <param name="ImageId">The <see cref="StyleImage"/>; null for the one that was there in the same place.</param>
public sealed record StyleAsset(string Category, string ColorMode, string Extension, string? ResourceId, string? ImageId)
{
    /// <summary>What two pictures of one style may not share.</summary>
    public (string Category, string ColorMode, string? ResourceId) Place => (Category, ColorMode, ResourceId);
}

/// <summary>How the login pages look to the people of one application.</summary>
public sealed record LoginStyle : IPart
{
    /// <summary>As many pictures a style may have.</summary>
    public const int MostAssets = 40;

    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("login-style");

    /// <inheritdoc/>
    public required string PoolId { get; init; }

    /// <summary>A random UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The application; it has no other style.</summary>
    public required string ClientId { get; init; }

    /// <summary>What differs from the defaults, as the administrative interface words it; null when the defaults are used as they are.</summary>
    public string? Settings { get; init; }

    /// <summary>The pictures, in the order they came.</summary>
    public IReadOnlyList<StyleAsset> Assets { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <inheritdoc/>
    public string Key => Id;

    /// <inheritdoc/>
    public IReadOnlyList<string> Claims => [ClientId];

    /// <summary>The style with further pictures. One that is there in the same place is replaced, or kept when the new one brings no bytes.</summary>
    public Outcome<LoginStyle> With(IReadOnlyList<StyleAsset> more)
    {
        var assets = Assets.ToList();
        foreach (var asset in more)
        {
            var at = assets.FindIndex(there => there.Place == asset.Place);
            if (at < 0 && asset.ImageId is null)
                return new Refusal(RefusalKind.Invalid, $"The asset {asset.Category} {asset.ColorMode} has no Bytes.");

            if (at < 0)
                assets.Add(asset);
            else if (asset.ImageId is not null)
                assets[at] = asset;
        }

        return assets.Count <= MostAssets
            ? this with { Assets = assets }
            : new Refusal(RefusalKind.Invalid, $"A style can not have more than {MostAssets} assets.");
    }
}
