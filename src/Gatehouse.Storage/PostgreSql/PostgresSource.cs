using Npgsql;

namespace Gatehouse.Storage.PostgreSql;

/// <summary>Makes the pool of connections from the operator's connection string; what it does not say gets a value that suits a server.</summary>
internal static class PostgresSource
{
    /// <summary>A pool of connections to the primary, whichever of the hosts that is.</summary>
    /// <exception cref="StorageException">The text is not a connection string.</exception>
    public static NpgsqlDataSource Build(StorageOptions options)
    {
        var settings = Parse(options);
        Default(settings, "Timeout", s => s.Timeout = 5);
        Default(settings, "Command Timeout", s => s.CommandTimeout = 10);
        Default(settings, "Max Auto Prepare", s => s.MaxAutoPrepare = 100);
        Default(settings, "Auto Prepare Min Usages", s => s.AutoPrepareMinUsages = 2);
        Default(settings, "Tcp Keepalive", s => s.TcpKeepAlive = true);
        Default(settings, "Tcp Keepalive Time", s => s.TcpKeepAliveTime = 10);
        Default(settings, "Application Name", s => s.ApplicationName = "Gatehouse");
        settings.IncludeErrorDetail = false; // The detail holds values of rows.
        settings.PersistSecurityInfo = false;
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        return settings.Host!.Contains(',', StringComparison.Ordinal)
            ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.ReadWrite)
            : builder.Build();
    }

    /// <summary>The host and database, for messages; never the password.</summary>
    public static string Name(StorageOptions options) =>
        Parse(options) is var settings ? $"{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}" : "";

    private static NpgsqlConnectionStringBuilder Parse(StorageOptions options)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            return settings.Host is { Length: > 0 } ? settings : throw new ArgumentException("it names no Host");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The exception may hold the text, and the text a password: it is not passed on.
            throw new StorageException(
                $"{options.ConnectionStringSetting} is not a PostgreSQL connection string (`Host=…;Database=…;Username=…;Password=…`).");
        }
    }

    private static void Default(NpgsqlConnectionStringBuilder settings, string keyword, Action<NpgsqlConnectionStringBuilder> set)
    {
        if (!settings.ShouldSerialize(keyword))
            set(settings);
    }
}
