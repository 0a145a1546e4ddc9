using Microsoft.Data.Sqlite;

namespace Gatehouse.Storage.Sqlite;

/// <summary>The one file of the embedded database, in a directory that nobody else reads.</summary>
internal sealed class SqliteFile(string directory)
{
    /// <summary>The mode of every file in the directory.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string path = Path.Combine(Path.GetFullPath(directory), "gatehouse.db");

    /// <summary>How connections are opened. They are kept open by us, so the driver does not pool them.</summary>
    public string ConnectionString { get; } = new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(Path.GetFullPath(directory), "gatehouse.db"),
        ForeignKeys = true,
        Pooling = false,
        DefaultTimeout = 5, // seconds: the driver asks again while another process holds the lock
    }.ConnectionString;

    /// <summary>Makes directory and file. SQLite gives the files beside it the same mode.</summary>
    public void Prepare()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            return;
        }

        Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        File.SetUnixFileMode(directory, OwnerOnly | UnixFileMode.UserExecute);
        new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, UnixCreateMode = OwnerOnly }).Dispose();
        foreach (var file in new[] { path, path + "-wal", path + "-shm" }.Where(File.Exists))
            File.SetUnixFileMode(file, OwnerOnly);
    }

    /// <summary>An open connection: write-ahead log, every commit on disk before it is answered.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA journal_size_limit = 67108864;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
