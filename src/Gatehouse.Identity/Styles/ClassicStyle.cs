using System.Globalization;

namespace Gatehouse.Identity;

/// <summary>How the classic pages look to the people of one application, or of every application that has no style of its own.</summary>
public sealed record ClassicStyle : IPart
{
    /// <summary>Stands in place of an application for all that have no style of their own.</summary>
    public const string Everyone = "ALL";

    /// <summary>The longest logo, in bytes.</summary>
    public const int LongestLogo = 100 * 1024;

    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("classic-style");

    /// <inheritdoc/>
    public required string PoolId { get; init; }

    /// <summary>The application, or <see cref="Everyone"/>.</summary>
    public required string ClientId { get; init; }

    /// <summary>A style sheet that <see cref="ClassicCss"/> takes; null for none.</summary>
    public string? Css { get; init; }

    /// <summary>The <see cref="StyleImage"/> of the logo; null for none.</summary>
    public string? LogoId { get; init; }

    /// <summary>Which version this is: the second it was set in, or the next that no version has.</summary>
    public required DateTimeOffset Version { get; init; }

    /// <summary>When there was a style first.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <inheritdoc/>
    public string Key => ClientId;

    /// <summary>The version as fourteen digits: <c>20260901090807</c>.</summary>
    public string Stamp => Version.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>The path under which the logo is served; null when there is none.</summary>
    public string? LogoPath => LogoId is null ? null : $"/{PoolId}/{ClientId}/{Stamp}/assets/images/image.jpg";
}
