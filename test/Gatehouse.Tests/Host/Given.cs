using Gatehouse.Hosting;

namespace Gatehouse.Tests.Host;

/// <summary>Settings as an operator would have written them.</summary>
internal static class Given
{
    public static Settings Settings(params (string Name, string Text)[] set) => SettingsReader.Read(Texts(set), isDev: false);

    public static Settings Dev(params (string Name, string Text)[] set) => SettingsReader.Read(Texts(set), isDev: true);

    public static GuardSettings Guard(params (string Name, string Text)[] set) => SettingsReader.ReadGuard(Texts(set));

    private static Dictionary<Setting, SettingText> Texts((string Name, string Text)[] set) =>
        set.ToDictionary(pair => KnownSettings.All.Single(setting => setting.Name == pair.Name), pair => new SettingText(pair.Text, "environment"));
}
