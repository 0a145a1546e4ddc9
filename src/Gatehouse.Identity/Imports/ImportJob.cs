namespace Gatehouse.Identity;

/// <summary>A file that arrived in full.</summary>
/// <param name="Upload">Under which name its chunks are kept; another one for each arrival.</param>
/// <param name="Length">In bytes.</param>
public sealed record ImportFile(string Upload, long Length);

/// <summary>One import of people from a file: an immutable snapshot, replaced whole as it goes on.</summary>
public sealed record ImportJob
{
    /// <summary>An import that is not started for so long expires.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>The pool that the people join.</summary>
    public required string PoolId { get; init; }

    /// <summary><c>import-{10 letters or digits}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it; not unique.</summary>
    public required string Name { get; init; }

    /// <summary>What the administrative interface was told of where the log goes. The domain carries it and does not read it.</summary>
    public string LogTarget { get; init; } = "";

    /// <summary>By which function the file's passwords are hashed; null when the file has none.</summary>
    public HashKind? Hashes { get; init; }

    /// <summary>Where it stands. See <see cref="At"/>.</summary>
    public ImportStatus Status { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Why it is over.</summary>
    public ImportEnd? End { get; init; }

    /// <summary>The file, from its arrival to the end of the import.</summary>
    public ImportFile? File { get; init; }

    /// <summary>What became of the rows before <see cref="Position"/>.</summary>
    public ImportCounts Counts { get; init; }

    /// <summary>How many bytes of the file are done with.</summary>
    public long Position { get; init; }

    /// <summary>How many lines of the file are done with.</summary>
    public long Line { get; init; }

    /// <summary>How many lines the log has.</summary>
    public long LogLines { get; init; }

    /// <summary>Whether it was started and is not over. Of all imports of an installation one is at a time.</summary>
    public bool IsActive => Status is ImportStatus.Pending or ImportStatus.InProgress or ImportStatus.Stopping;

    /// <summary>The import as it is to be seen now: one that was not started in time has expired.</summary>
    public ImportJob At(DateTimeOffset now) => Status is ImportStatus.Created && now >= Created + Patience
        ? this with { Status = ImportStatus.Expired, Ended = Created + Patience, End = ImportEnd.Expired, File = null }
        : this;

    /// <summary>The import with a file in place of the one it had; the very same when it takes none any more.</summary>
    public ImportJob Receive(ImportFile file, DateTimeOffset now) =>
        At(now).Status is ImportStatus.Created ? this with { File = file } : this;

    /// <summary>The import started; refused when it was before, has no file, or the pool proves no address.</summary>
    public Outcome<ImportJob> Start(UserPool pool, DateTimeOffset now)
    {
        if (At(now).Status is not ImportStatus.Created and var status)
            return Refused($"The user import job cannot be started. Its status is {status}.");
        if (File is null)
            return Refused($"No csv file was uploaded for {Id}");
        return pool.AutoVerified.Count == 0
            ? Refused("The user pool has no auto verified attribute.")
            : this with { Status = ImportStatus.Pending, Started = now };
    }

    /// <summary>The import stopped, or told to stop where a node may be at it; refused when it is not going on.</summary>
    public Outcome<ImportJob> Stop(DateTimeOffset now) => Status switch
    {
        ImportStatus.Pending => Finish(ImportEnd.Stopped, now),
        ImportStatus.InProgress => this with { Status = ImportStatus.Stopping },
        ImportStatus.Stopping => this,
        _ => Refused($"The user import job cannot be stopped. Its status is {At(now).Status}."),
    };

    /// <summary>The import over. Its file goes.</summary>
    public ImportJob Finish(ImportEnd end, DateTimeOffset now)
    {
        var status = end switch
        {
            ImportEnd.Done => ImportStatus.Succeeded,
            ImportEnd.Stopped => ImportStatus.Stopped,
            _ => ImportStatus.Failed,
        };
        return this with { Status = status, End = end, Ended = now, File = null };
    }

    private static Refusal Refused(string sentence) => new(RefusalKind.WrongState, sentence);
}
