using System.Collections.Frozen;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Turns the pictures of a style from the shapes of the wire into those of the domain, and back.</summary>
public static class StyleAssets
{
    private static readonly FrozenDictionary<string, PictureFormat> Formats = new Dictionary<string, PictureFormat>(StringComparer.Ordinal)
    {
        [AssetExtensionType.ICO]  = PictureFormat.Ico,
        [AssetExtensionType.JPEG] = PictureFormat.Jpeg,
        [AssetExtensionType.PNG]  = PictureFormat.Png,
        [AssetExtensionType.SVG]  = PictureFormat.Svg,
        [AssetExtensionType.WEBP] = PictureFormat.Webp,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The pictures, or the fault of the first that is not what it says or does not fit its place.</summary>
    public static Reply<IReadOnlyList<StyleUpload>> Read(IReadOnlyList<AssetType>? assets)
    {
        var uploads = new List<StyleUpload>();
        var places = new HashSet<(string, string, string?)>();
        foreach (var asset in assets ?? [])
        {
            if (Read(asset).Refused(out var fault, out var upload))
                return fault;
            if (!places.Add(upload.Asset.Place))
                return Invalid(asset, "is given twice");

            uploads.Add(upload);
        }

        return uploads;
    }

    /// <summary>The pictures of a style with their bytes, as they were given.</summary>
    public static IReadOnlyList<AssetType> Write(DressedStyle dressed) =>
    [
        .. dressed.Style.Assets.Zip(dressed.Images, (asset, image) => new AssetType
        {
            Category = asset.Category,
            ColorMode = asset.ColorMode,
            Extension = asset.Extension,
            ResourceId = asset.ResourceId,
            Bytes = image.Bytes,
        }),
    ];

    private static Reply<StyleUpload> Read(AssetType asset)
    {
        if (!Takes(asset.Category, asset.Extension))
            return Invalid(asset, $"can not have the extension {asset.Extension}");

        var place = new StyleAsset(asset.Category, asset.ColorMode, asset.Extension, asset.ResourceId, ImageId: null);
        if (asset.Bytes is not { Length: > 0 } bytes)
            return asset.ResourceId is null ? Invalid(asset, "has neither Bytes nor ResourceId") : new StyleUpload(place, Image: null);
        if (Picture.Read(bytes).Refused(out var refusal, out var picture))
            return Invalid(asset, $"is refused: {refusal.Detail}");

        return picture.Format == Formats[asset.Extension]
            ? new StyleUpload(place, new NewImage(picture.Format, bytes))
            : Invalid(asset, $"is not a file of the type {asset.Extension}");
    }

    private static bool Takes(string category, string extension) => category switch
    {
        AssetCategoryType.FAVICON_ICO     => extension is AssetExtensionType.ICO,
        AssetCategoryType.FAVICON_SVG     => extension is AssetExtensionType.SVG,
        AssetCategoryType.IDP_BUTTON_ICON => extension is AssetExtensionType.ICO or AssetExtensionType.SVG,
        _                                 => extension is not AssetExtensionType.ICO,
    };

    private static Fault Invalid(AssetType asset, string why) => Faults.InvalidParameter($"The asset {asset.Category} {asset.ColorMode} {why}.");
}
