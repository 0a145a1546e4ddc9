namespace Gatehouse.Hosting;

/// <summary>The collected texts, and the one way in which a wrong one is refused.</summary>
internal sealed class SettingTexts(IReadOnlyDictionary<Setting, SettingText> texts)
{
    /// <summary>The text, or the default; null when there is neither.</summary>
    public string? Find(Setting setting) => texts.GetValueOrDefault(setting)?.Text ?? setting.Default;

    /// <summary>Whether somebody set it.</summary>
    public bool IsSet(Setting setting) => texts.ContainsKey(setting);

    /// <summary>The text of a setting that has a default, when it passes; otherwise the start ends with what it must be.</summary>
    public string Checked(Setting setting, Predicate<string> passes, string mustBe) => Read(setting, text => passes(text) ? text : null, mustBe)!;

    /// <summary>What a text stands for; null when it is not set. A text that stands for nothing ends the start.</summary>
    /// <param name="setting">Which.</param>
    /// <param name="read">Answers null for a wrong text.</param>
    /// <param name="mustBe">Goes on after "must be".</param>
    public T? Read<T>(Setting setting, Func<string, T?> read, string mustBe)
        where T : class =>
        Find(setting) is not { } text ? null : read(text) ?? throw Wrong(setting, $"must be {mustBe}.");

    /// <summary>A refusal that names the setting as it was written.</summary>
    /// <remarks>It never repeats the text: that may be a secret in the wrong place.</remarks>
    public SettingException Wrong(Setting setting, string problem) => new(
        texts.GetValueOrDefault(setting)?.Source switch
        {
            "command line" => $"{setting.Variable} ({setting.Option})",
            "appsettings.json" => $"{setting.Variable} (Gatehouse:{setting.Key} in appsettings.json)",
            _ => setting.Variable,
        },
        problem);
}
