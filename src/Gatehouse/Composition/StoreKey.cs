using Gatehouse.Crypto;

namespace Gatehouse.Hosting;

/// <summary>The master key: set by the operator, or generated once and kept in the data directory.</summary>
internal static class StoreKey
{
    private const string FileName = "master.key";

    /// <summary>The key of this installation.</summary>
    /// <param name="settings">Where the key comes from.</param>
    /// <param name="storeExists">A store is there already: a new key would not open it.</param>
    /// <exception cref="SettingException">The key cannot be read, or is missing for a store that was made with one.</exception>
    public static MasterKey Of(Settings settings, bool storeExists)
    {
        var kept = Path.Combine(settings.DataDirectory, FileName);
        try
        {
            if (settings.MasterKey.Text is { } text)
                return MasterKey.Parse(text);
            if (settings.MasterKey.File is { } file)
                return MasterKeyFile.Read(file);
            if (!File.Exists(kept) && storeExists)
                throw new SettingException(KnownSettings.MasterKeyFile.Variable, $"must name the key of this store: {kept}, where it was, is gone.");
            return File.Exists(kept) ? MasterKeyFile.Read(kept) : MasterKeyFile.Create(kept);
        }
        catch (MasterKeyException failure)
        {
            throw new SettingException(KnownSettings.MasterKeyFile.Variable, $"cannot be used. {failure.Message}");
        }
    }
}
