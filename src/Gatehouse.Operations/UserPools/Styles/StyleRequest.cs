using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>What a creation or an update asks of a login style, looked at and found well.</summary>
/// <param name="Settings">The settings to set; null for the defaults.</param>
/// <param name="Uploads">The pictures to add.</param>
public sealed record StyleRequest(JsonElement? Settings, IReadOnlyList<StyleUpload> Uploads)
{
    /// <summary>As long a request may be, in bytes: pictures travel in it.</summary>
    public const int BodyLimit = 2 * 1024 * 1024;

    /// <summary>
    /// The request, or its fault. It chooses the defaults or settings, never both and never neither; <c>false</c> chooses nothing.
    /// Pictures go with either.
    /// </summary>
    public static Reply<StyleRequest> Read(bool? useDefaults, JsonElement? settings, IReadOnlyList<AssetType>? assets)
    {
        if (settings is { ValueKind: JsonValueKind.Null })
            settings = null;
        if (useDefaults is true == settings is not null)
            return Faults.InvalidParameter("useCognitoProvidedValues or settings should be specified (but not both)");
        if (settings is { } given && StyleSettings.Broken(given) is { } broken)
            return Faults.InvalidParameter(broken);

        return StyleAssets.Read(assets).Refused(out var fault, out var uploads) ? fault : new StyleRequest(settings, uploads);
    }
}
