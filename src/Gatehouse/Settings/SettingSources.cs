using System.Collections;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Gatehouse.Hosting;

/// <summary>A setting as somebody wrote it.</summary>
/// <param name="Text">The text, not checked yet.</param>
/// <param name="Source">Where it comes from, for people.</param>
public sealed record SettingText(string Text, string Source);

/// <summary>
/// Collects what was set. The command line comes before environment variables, these before files of the settings directory, these
/// before the section <c>Gatehouse</c> of <c>appsettings.json</c> in the working directory. An empty text counts as not set.
/// </summary>
/// <param name="commandLine">Option texts.</param>
/// <param name="environment">Environment variables; those without our prefix are not looked at.</param>
/// <param name="workingDirectory">Where <c>appsettings.json</c> may lie.</param>
public sealed partial class SettingSources(
    IReadOnlyDictionary<Setting, string> commandLine, IReadOnlyDictionary<string, string> environment, string workingDirectory)
{
    private readonly Dictionary<Setting, SettingText> found = [];

    /// <summary>The sources of this process.</summary>
    public static SettingSources OfProcess(IReadOnlyDictionary<Setting, string> commandLine) => new(
        commandLine,
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? ""),
        Environment.CurrentDirectory);

    /// <summary>Every setting that is set, from the strongest source that has it.</summary>
    /// <exception cref="SettingException">A name that is no setting, or a source that cannot be read.</exception>
    public IReadOnlyDictionary<Setting, SettingText> Collect()
    {
        foreach (var (setting, text) in commandLine)
            Add(setting, text, "command line");
        foreach (var (name, text) in environment.Where(pair => pair.Key.StartsWith(Setting.Prefix, StringComparison.Ordinal)))
            if (!SetByKubernetes().IsMatch(name))
                Add(Named(name), text, "environment");
        AddFiles();
        AddAppSettings();
        return found;
    }

    private void AddFiles()
    {
        var given = found.GetValueOrDefault(KnownSettings.SettingsDir);
        var directory = given?.Text ?? KnownSettings.SettingsDir.Default!;
        if (!Directory.Exists(directory))
        {
            if (given is not null)
                throw new SettingException(KnownSettings.SettingsDir.Variable, $"must name a directory, and {directory} is none.");
            return;
        }

        var ours = new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive };
        foreach (var file in Directory.EnumerateFiles(directory, Setting.Prefix + "*", ours))
            Add(Named(Path.GetFileName(file).ToUpperInvariant()), Read(file), file);
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(file, "must be a file that this program may read.");
        }
    }

    private void AddAppSettings()
    {
        const string Name = "appsettings.json";
        var configuration = new ConfigurationBuilder();
        try
        {
            configuration.SetBasePath(workingDirectory).AddJsonFile(Name, optional: true, reloadOnChange: false);
            foreach (var entry in configuration.Build().GetSection("Gatehouse").GetChildren())
                Add(KnownSettings.All.FirstOrDefault(setting => setting.Key.Equals(entry.Key, StringComparison.OrdinalIgnoreCase))
                    ?? throw new SettingException($"{Name}: Gatehouse:{entry.Key}", Unknown), entry.Value ?? "", Name);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new SettingException(Name, "must be a JSON file that this program may read.");
        }
    }

    private void Add(Setting setting, string text, string source)
    {
        if (text.Length > 0)
            found.TryAdd(setting, new(text, source));
    }

    private static Setting Named(string variable) =>
        KnownSettings.All.FirstOrDefault(setting => setting.Variable == variable) ?? throw new SettingException(variable, Unknown);

    private const string Unknown = "is not a setting; `gatehouse settings --help` lists those there are.";

    // A Kubernetes service named "gatehouse" puts these into every pod beside it.
    [GeneratedRegex("^GATEHOUSE_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_.+)?)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SetByKubernetes();
}
