using System.Globalization;

namespace Gatehouse.Hosting;

/// <summary>One thing that the operator may set, by any of the four ways.</summary>
/// <param name="Name">The name without its prefix, as <c>PUBLIC_URL</c>.</param>
/// <param name="Meaning">What it sets and which values it takes, for the help text.</param>
/// <param name="Default">What holds when nobody sets it; null when that is nothing, or follows from other settings.</param>
/// <param name="IsSecret">It is never printed.</param>
public sealed record Setting(string Name, string Meaning, string? Default = null, bool IsSecret = false)
{
    /// <summary>What every environment variable and file of ours begins with.</summary>
    public const string Prefix = "GATEHOUSE_";

    /// <summary>The environment variable, and the file in the settings directory: <c>GATEHOUSE_PUBLIC_URL</c>.</summary>
    public string Variable => Prefix + Name;

    /// <summary>The option of the command line: <c>--public-url</c>.</summary>
    public string Option => "--" + Name.ToLowerInvariant().Replace('_', '-');

    /// <summary>The key in the section <c>Gatehouse</c> of <c>appsettings.json</c>: <c>PublicUrl</c>.</summary>
    public string Key => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Name.ToLowerInvariant()).Replace("_", "", StringComparison.Ordinal);
}
