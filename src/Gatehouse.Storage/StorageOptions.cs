namespace Gatehouse.Storage;

/// <summary>Where everything is kept.</summary>
public sealed record StorageOptions
{
    /// <summary>The directory of the embedded database. It is made when it is not there, readable by its owner only.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>A PostgreSQL connection string (several hosts are allowed); null or empty for the embedded database.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>How messages to the operator name the setting that holds the connection string.</summary>
    public string ConnectionStringSetting { get; init; } = nameof(ConnectionString);

    /// <summary>How long the histories of people reach back.</summary>
    public TimeSpan EventRetention { get; init; } = Identity.AuthEvent.UsualRetention;

    /// <summary>How long the start waits for a database that does not answer yet, or a data directory that is in use.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>The store cannot do its work; the message tells the operator why in one sentence.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Brings the store up before the program takes calls.</summary>
public interface IStoreLifetime
{
    /// <summary>Reaches the database, brings its schema up to date, and makes sure that what is sealed there opens.</summary>
    /// <exception cref="StorageException">The database does not answer, belongs to a newer program, or is in use by another.</exception>
    Task Start(CancellationToken ct);
}
