namespace Gatehouse.Hosting;

/// <summary>Files that their owner alone may read, and the directory they lie in.</summary>
internal static class OwnerFile
{
    private const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the data directory (mode 0700) when there is none.</summary>
    /// <exception cref="SettingException">It cannot be made or written.</exception>
    public static void MakeDirectory(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, ReadWrite | UnixFileMode.UserExecute);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path);
        }
    }

    /// <summary>The lines of a file; null when there is none.</summary>
    /// <exception cref="SettingException">It cannot be read.</exception>
    public static string[]? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path);
        }
    }

    /// <summary>Writes a file (mode 0600) that must not exist, and waits until it is on the disk.</summary>
    /// <exception cref="SettingException">It cannot be written.</exception>
    public static void Create(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = ReadWrite;
        try
        {
            using var file = new FileStream(path, options);
            file.Write(System.Text.Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path);
        }
    }

    private static SettingException Unusable(string path) =>
        new(KnownSettings.Data.Variable, $"must be a directory that this program may read and write: {path} cannot be used.");
}
