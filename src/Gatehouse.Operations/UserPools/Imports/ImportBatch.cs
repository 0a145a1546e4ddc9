using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Judges the rows of one file.</summary>
public sealed class ImportJudge(Newcomers newcomers, UserPool pool, HashKind? hashes, CsvHeader header)
{
    private readonly string? mfa = PoolSettings.Of(pool).MfaConfiguration;

    /// <summary>The pool.</summary>
    public UserPool Pool => pool;

    /// <summary>The person in a row, or what is wrong with it.</summary>
    public async ValueTask<Outcome<User>> Judge(CsvRow row, Arrival arrival, CancellationToken ct)
    {
        if (row.Fields is not { } fields)
            return new Refusal(RefusalKind.Invalid, row.Problem);

        return header.Read(pool, mfa, fields).Refused(out var refusal, out var newcomer) ? refusal : await newcomers.Judge(pool, newcomer, hashes, arrival, ct);
    }
}

/// <summary>Rows that are stored in one step, already judged.</summary>
public sealed class ImportBatch
{
    private const int MostPeople = 500;
    private const int MostRows = 5_000;
    private const int MostBytes = 1 << 20;

    private readonly List<(long Line, string? Problem)> rows = [];
    private readonly List<User> people = [];
    private readonly UserPool pool;
    private long position;
    private long line;

    private ImportBatch(UserPool pool) => this.pool = pool;

    /// <summary>Whom to add.</summary>
    public IReadOnlyList<User> People => people;

    /// <summary>Nothing is left of the file.</summary>
    public bool IsEmpty => rows.Count == 0;

    /// <summary>The next rows of a file.</summary>
    public static async ValueTask<ImportBatch> Read(CsvRows rows, ImportJudge judge, Arrival arrival, CancellationToken ct)
    {
        var batch = new ImportBatch(judge.Pool);
        var begin = rows.Position;
        while (batch.people.Count < MostPeople && batch.rows.Count < MostRows && rows.Position - begin < MostBytes && await rows.Next(ct) is { } row)
        {
            ct.ThrowIfCancellationRequested();
            if ((await judge.Judge(row, arrival, ct)).Refused(out var refusal, out var person))
                batch.rows.Add((row.Line, refusal.Detail ?? "The row breaks a rule."));
            else
                batch.Add(row.Line, person);
        }

        (batch.position, batch.line) = (rows.Position, rows.Line);
        return batch;
    }

    /// <summary>How the import goes on when these people were added, but for those whose name is taken.</summary>
    public ImportStep Conclude(ImportJob job, IReadOnlyList<string?> taken)
    {
        var counts = default(ImportCounts);
        var lines = new List<string>(rows.Count);
        var next = 0;
        foreach (var (number, problem) in rows)
        {
            var (count, said) = problem is not null ? Failed(number, problem) : Of(number, taken[next++]);
            counts += count;
            lines.Add(said);
        }

        var log = ImportLog.Bounded(job.LogLines, lines);
        return new ImportStep(
            job with { Counts = job.Counts + counts, Position = position, Line = line, LogLines = job.LogLines + log.Count }, log);
    }

    private void Add(long number, User person)
    {
        rows.Add((number, null));
        people.Add(person);
    }

    private (ImportCounts Count, string Said) Of(long number, string? taken)
    {
        if (taken is null)
            return (new ImportCounts(1, 0, 0), ImportLog.Succeeded(number));

        // Whose user name it is, or the address that stands in for one, is the same person; an alias may be somebody else's.
        return taken == "username" || pool.Names.InsteadOfUsername.Contains(taken)
            ? (new ImportCounts(0, 1, 0), ImportLog.Skipped(number))
            : Failed(number, $"An account with the given {taken} already exists.");
    }

    private static (ImportCounts Count, string Said) Failed(long number, string why) => (new ImportCounts(0, 0, 1), ImportLog.Failed(number, why));
}
