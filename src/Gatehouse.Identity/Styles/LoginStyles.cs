namespace Gatehouse.Identity;

/// <summary>A picture that is to be shown.</summary>
/// <param name="Asset">Where.</param>
/// <param name="Image">The picture; null for the one that is there already.</param>
public sealed record StyleUpload(StyleAsset Asset, NewImage? Image);

/// <summary>A style with its pictures.</summary>
/// <param name="Style">The style.</param>
/// <param name="Images">The picture of each asset, in the same order.</param>
public sealed record DressedStyle(LoginStyle Style, IReadOnlyList<StyleImage> Images);

/// <summary>The looks of the login pages.</summary>
public sealed class LoginStyles(IParts<LoginStyle> styles, StyleImages images)
{
    /// <summary>The style with an id, or null.</summary>
    public ValueTask<LoginStyle?> Find(string poolId, string id, CancellationToken ct) => styles.Find(poolId, "", id, ct);

    /// <summary>The style of an application, or null.</summary>
    public ValueTask<LoginStyle?> OfClient(string clientId, CancellationToken ct) => styles.ByClaim(clientId, ct);

    /// <summary>A style as it is now, with its pictures; null when it is gone.</summary>
    /// <exception cref="InvalidOperationException">The style names a picture that is not stored.</exception>
    public async ValueTask<DressedStyle?> Dress(LoginStyle? style, CancellationToken ct)
    {
        while (style is not null)
        {
            var shown = new List<StyleImage>();
            foreach (var asset in style.Assets)
            {
                if (await images.Find(style.PoolId, asset.ImageId!, ct) is { } image)
                    shown.Add(image);
            }

            if (shown.Count == style.Assets.Count)
                return new(style, shown);

            // Pictures go only when a later version of the style does without them.
            var later = await Find(style.PoolId, style.Id, ct);
            if (later is not null && later.Assets.SequenceEqual(style.Assets))
                throw new InvalidOperationException($"The login style {style.Id} names an image that is not stored.");

            style = later;
        }

        return null;
    }

    /// <summary>Gives an application its style. <see cref="PartChange{T}.Taken"/> when it has one.</summary>
    public async ValueTask<Outcome<PartChange<LoginStyle>>> Add(LoginStyle style, IReadOnlyList<StyleUpload> uploads, CancellationToken ct)
    {
        var assets = await Keep(style.PoolId, uploads, ct);
        if (style.With(assets).Refused(out var refusal, out var dressed))
        {
            await images.Drop(style.PoolId, Ids(assets), ct);
            return refusal;
        }

        var change = await styles.Add(dressed, ct);
        await images.Drop(style.PoolId, Ids(assets).Except(Ids(change.Taken is null ? change.Part?.Assets : null)), ct);
        return change;
    }

    /// <summary>Changes a style in one step and adds pictures, or does neither.</summary>
    /// <param name="style">The style as it was found.</param>
    /// <param name="uploads">The pictures to add.</param>
    /// <param name="change">The style as it shall be before the pictures are added, or why it may not. It may run again after a lost race.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The style as it is now; none when it is gone.</returns>
    public async ValueTask<Outcome<PartChange<LoginStyle>>> Change(
        LoginStyle style, IReadOnlyList<StyleUpload> uploads, Func<LoginStyle, Outcome<LoginStyle>> change, CancellationToken ct)
    {
        var fresh = await Keep(style.PoolId, uploads, ct);
        LoginStyle? before = null;
        Refusal? refusal = null;
        var stored = await styles.Change(style.PoolId, "", style.Id, Next, ct);
        await images.Drop(style.PoolId, Ids(before?.Assets).Concat(Ids(fresh)).Except(Ids(stored.Part?.Assets)), ct);
        return refusal is null ? stored : refusal;

        LoginStyle? Next(LoginStyle? there)
        {
            (before, refusal) = (there, null);
            if (there is null)
                return null;

            return change(there).Refused(out refusal, out var next) || next.With(fresh).Refused(out refusal, out next) ? there : next;
        }
    }

    /// <summary>Removes a style with its pictures; false when there was none.</summary>
    public async ValueTask<bool> Remove(string poolId, string id, CancellationToken ct)
    {
        LoginStyle? gone = null;
        await styles.Change(
            poolId,
            "",
            id,
            there =>
            {
                gone = there;
                return null;
            },
            ct);
        await images.Drop(poolId, Ids(gone?.Assets), ct);
        return gone is not null;
    }

    private async ValueTask<List<StyleAsset>> Keep(string poolId, IReadOnlyList<StyleUpload> uploads, CancellationToken ct)
    {
        var assets = new List<StyleAsset>();
        foreach (var upload in uploads)
        {
            var id = upload.Image is { } image ? await images.Keep(poolId, image, ct) : null;
            assets.Add(upload.Asset with { ImageId = id });
        }

        return assets;
    }

    private static IEnumerable<string> Ids(IEnumerable<StyleAsset>? assets) => (assets ?? []).Select(asset => asset.ImageId).OfType<string>();
}
