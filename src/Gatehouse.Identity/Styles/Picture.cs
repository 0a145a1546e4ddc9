namespace Gatehouse.Identity;

/// <summary>The kinds of picture that pages show.</summary>
public enum PictureFormat
{
    /// <summary>Portable Network Graphics (ISO/IEC 15948).</summary>
    Png,

    /// <summary>JPEG (ITU-T T.81).</summary>
    Jpeg,

    /// <summary>WebP (RFC 9649).</summary>
    Webp,

    /// <summary>A Windows icon: one or more pictures in several sizes.</summary>
    Ico,

    /// <summary>Scalable Vector Graphics that hold shapes and text and nothing else; see <see cref="Svg"/>.</summary>
    Svg,
}

/// <summary>What a picture's own bytes say it is; a name or a promise counts for nothing.</summary>
/// <param name="Format">The format.</param>
/// <param name="Width">In pixels; 0 for a vector.</param>
/// <param name="Height">In pixels; 0 for a vector.</param>
public readonly record struct Picture(PictureFormat Format, int Width, int Height)
{
    /// <summary>The longest side a picture may have, in pixels: a few bytes can claim to be gigabytes of colour.</summary>
    public const int LongestSide = 10_000;

    /// <summary>Reads the head of a picture, or says in a sentence why it is none that may be shown.</summary>
    public static Outcome<Picture> Read(ReadOnlySpan<byte> bytes)
    {
        if ((PngHead.Size(bytes) ?? JpegHead.Size(bytes) ?? WebpHead.Size(bytes) ?? IcoHead.Size(bytes)) is not { } found)
            return Vector(bytes);

        return found is { Width: > 0 and <= LongestSide, Height: > 0 and <= LongestSide }
            ? found
            : new Refusal(RefusalKind.Invalid, $"a side of the image is not between 1 and {LongestSide} pixels long");
    }

    private static Outcome<Picture> Vector(ReadOnlySpan<byte> bytes) => Svg.Broken(bytes) is { } broken
        ? new Refusal(RefusalKind.Invalid, broken)
        : new Picture(PictureFormat.Svg, 0, 0);
}
