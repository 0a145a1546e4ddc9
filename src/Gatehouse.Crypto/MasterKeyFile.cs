namespace Gatehouse.Crypto;

/// <summary>The master key in a file that its owner alone may read.</summary>
public static class MasterKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads the key.</summary>
    /// <exception cref="MasterKeyException">No such file, no right to it, not a key, or others than its owner have rights to it.</exception>
    public static MasterKey Read(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
                throw new MasterKeyException($"The master key file {path} is open to others: run `chmod 600 {path}`.");
            return MasterKey.Parse(File.ReadAllText(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key file {path} cannot be read: {failure.Message}");
        }
    }

    /// <summary>
    /// Makes a new key and writes it to a file (mode 0600) that must not exist; makes its directory (0700) when there is none.
    /// </summary>
    /// <exception cref="MasterKeyException">The file exists or cannot be written.</exception>
    public static MasterKey Create(string path)
    {
        var key = MasterKey.New();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            MakeDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var file = new FileStream(path, options);
            file.Write(System.Text.Encoding.ASCII.GetBytes(key.Export() + "\n"));
            file.Flush(flushToDisk: true);
            return key;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key file {path} cannot be written: {failure.Message}");
        }
    }

    private static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }
}
