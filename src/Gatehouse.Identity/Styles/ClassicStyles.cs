namespace Gatehouse.Identity;

/// <summary>The looks of the classic pages.</summary>
public sealed class ClassicStyles(IParts<ClassicStyle> styles, StyleImages images, TimeProvider clock)
{
    /// <summary>The style of an application: its own, else everyone's; null when there is neither.</summary>
    public async ValueTask<ClassicStyle?> For(string poolId, string clientId, CancellationToken ct) =>
        await styles.Find(poolId, "", clientId, ct) ?? await styles.Find(poolId, "", ClassicStyle.Everyone, ct);

    /// <summary>The logo of one version of an application's own style, or of everyone's; null when it is not that version's time.</summary>
    public async ValueTask<StyleImage?> Logo(string poolId, string clientId, string stamp, CancellationToken ct) =>
        await styles.Find(poolId, "", clientId, ct) is { LogoId: { } logo } style && style.Stamp == stamp
            ? await images.Find(poolId, logo, ct)
            : null;

    /// <summary>Sets sheet and logo, both at once: what is not given goes. With neither there is no style any more.</summary>
    /// <returns>The style as it is now, null when there is none; or that the pool is gone.</returns>
    public async ValueTask<PartChange<ClassicStyle>> Set(string poolId, string clientId, string? css, NewImage? logo, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var logoId = logo is null ? null : await images.Keep(poolId, logo, ct);
        string? before = null;
        var change = await styles.Change(poolId, "", clientId, Next, ct);
        await images.Drop(poolId, new[] { before, logoId }.OfType<string>().Where(id => id != change.Part?.LogoId), ct);
        return change;

        ClassicStyle? Next(ClassicStyle? style)
        {
            before = style?.LogoId;
            return css is null && logoId is null
                ? null
                : new ClassicStyle
                {
                    PoolId = poolId, ClientId = clientId, Css = css, LogoId = logoId,
                    Version = After(style, now), Created = style?.Created ?? now, Modified = now,
                };
        }
    }

    // A version names an address that may be remembered, so two within a second may not share it.
    private static DateTimeOffset After(ClassicStyle? style, DateTimeOffset now) =>
        style is not null && style.Version.AddSeconds(1) > now ? style.Version.AddSeconds(1) : now;
}
