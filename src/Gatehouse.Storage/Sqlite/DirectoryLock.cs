namespace Gatehouse.Storage.Sqlite;

/// <summary>Keeps a second program out of the data directory: each would serve settings that the other one has changed.</summary>
/// <remarks>The system lets go of the lock when the program dies, however it dies.</remarks>
internal sealed class DirectoryLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly FileStream file;

    private DirectoryLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, waiting for a program that is about to end.</summary>
    /// <exception cref="StorageException">It is still held after that time.</exception>
    public static async Task<DirectoryLock> Take(string directory, TimeSpan patience, CancellationToken ct)
    {
        var path = Path.Combine(directory, "gatehouse.lock");
        var until = TimeProvider.System.GetTimestamp() + (long)(patience.TotalSeconds * TimeProvider.System.TimestampFrequency);
        while (true)
        {
            try
            {
                return new(new FileStream(path, Exclusive()));
            }
            catch (IOException e) when (TimeProvider.System.GetTimestamp() >= until)
            {
                throw new StorageException($"The data directory `{directory}` is in use by another Gatehouse, or cannot be written: {e.Message}", e);
            }
            catch (IOException)
            {
                await Task.Delay(Pause, TimeProvider.System, ct);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static FileStreamOptions Exclusive()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = SqliteFile.OwnerOnly;
        return options;
    }
}
