using Dapper;
using Npgsql;

namespace Gatehouse.Storage.PostgreSql;

/// <summary>One try at one writing job.</summary>
internal sealed class PostgresTransaction(NpgsqlConnection connection)
{
    /// <summary>The channel on which nodes tell each other of changed settings.</summary>
    public const string Channel = "gatehouse_settings";

    private readonly List<string> warnings = [];

    /// <summary>Whether the commit was sent: from then on nobody knows whether a failed one is stored, and it must not be tried again.</summary>
    public bool IsCommitting { get; private set; }

    /// <summary>Runs the job and commits what it wrote.</summary>
    public async Task<(T Result, IReadOnlyList<string> News)> Run<T>(Func<Transaction, Task<T>> job, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, ct);
        var tx = new Transaction(connection);
        var result = await job(tx);
        if (tx.IsAbandoned)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            return (result, []);
        }

        foreach (var setting in tx.Notices)
            await connection.ExecuteAsync("SELECT pg_notify(@Channel, @setting)", new { Channel, setting });

        await Commit();
        return (result, tx.Notices);
    }

    /// <summary>
    /// A commit is not cancelled and has no time limit: where a standby must confirm it, PostgreSQL answers a cancelled wait with success
    /// and a mere warning, though the standby does not have it.
    /// </summary>
    private async Task Commit()
    {
        IsCommitting = true;
        connection.Notice += Note;
        try
        {
            await using var commit = new NpgsqlCommand("COMMIT", connection) { CommandTimeout = 0 };
            await commit.ExecuteNonQueryAsync(CancellationToken.None);
        }
        finally
        {
            connection.Notice -= Note;
        }

        if (warnings.Count > 0)
            throw new StorageException($"The commit was not confirmed by the standby: {warnings[0]}");
    }

    private void Note(object sender, NpgsqlNoticeEventArgs e)
    {
        if (e.Notice is { InvariantSeverity: "WARNING", SqlState: PostgresErrorCodes.Warning or PostgresErrorCodes.AdminShutdown })
            warnings.Add(e.Notice.MessageText);
    }
}
