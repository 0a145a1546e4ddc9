namespace Gatehouse.Hosting;

/// <summary><c>gatehouse settings</c>: a table of what holds and why.</summary>
internal static class SettingsCommand
{
    private const string Mask = "********";

    /// <summary>Prints the table, then checks the settings as a start would.</summary>
    /// <exception cref="SettingException">A setting is wrong; the table is printed before.</exception>
    public static int Run(IReadOnlyDictionary<Setting, SettingText> collected, TextWriter output)
    {
        var rows = KnownSettings.All.Select(setting => Row(setting, collected.GetValueOrDefault(setting))).ToList();
        var (name, value) = (rows.Max(row => row.Name.Length), Math.Min(60, rows.Max(row => row.Value.Length)));
        foreach (var row in rows)
            output.WriteLine($"{row.Name.PadRight(name)}  {row.Value.PadRight(value)}  {row.Source}");

        SettingsReader.Read(collected, isDev: false);
        return ExitCode.Done;
    }

    private static (string Name, string Value, string Source) Row(Setting setting, SettingText? text) => text is null
        ? (setting.Variable, setting.Default ?? "-", "default")
        : (setting.Variable, setting.IsSecret ? Mask : LineFormatter.OneLine(text.Text), text.Source);
}
