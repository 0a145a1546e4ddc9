using System.Collections.Frozen;

namespace Gatehouse.Identity;

/// <summary>The elements and attributes of SVG that draw and do nothing else (SVG 2; Filter Effects; CSS Masking).</summary>
internal static class SvgNames
{
    public const string Namespace = "http://www.w3.org/2000/svg";

    // Without use and symbol: nested, a few of them draw billions of shapes.
    public static readonly FrozenSet<string> Elements = Set(
        """
        svg g defs title desc path rect circle ellipse line polyline polygon text tspan
        linearGradient radialGradient stop clipPath mask pattern marker
        filter feBlend feColorMatrix feComposite feDropShadow feFlood feGaussianBlur feMerge feMergeNode feOffset
        """);

    /// <summary>Attributes that say a name or a description, and so may say anything.</summary>
    public static readonly FrozenSet<string> Labels = Set("id class role lang aria-label aria-labelledby aria-hidden data-name");

    /// <summary>Properties that may be attributes, and may stand in a <c>style</c>.</summary>
    public static readonly FrozenSet<string> Properties = Set(
        """
        clip-path clip-rule color color-interpolation color-interpolation-filters display dominant-baseline enable-background fill fill-opacity
        fill-rule filter flood-color flood-opacity font-family font-size font-stretch font-style font-variant font-weight image-rendering isolation
        letter-spacing line-height marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order shape-rendering
        stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity
        stroke-width text-anchor text-decoration text-rendering transform transform-origin vector-effect visibility white-space word-spacing
        writing-mode alignment-baseline baseline-shift text-align
        """);

    /// <summary>Every attribute without a namespace whose value is looked at.</summary>
    public static readonly FrozenSet<string> Attributes = Set(
        string.Join(' ', Properties)
        + """
           version baseProfile viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy rotate d points pathLength
          textLength lengthAdjust offset gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform
          clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient
          filterUnits primitiveUnits in in2 result mode type values operator k1 k2 k3 k4 stdDeviation edgeMode
          """);

    private static FrozenSet<string> Set(string names) =>
        names.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
