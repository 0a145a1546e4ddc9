namespace Gatehouse.Identity;

/// <summary>Where an import stands.</summary>
public enum ImportStatus
{
    /// <summary>Made, and waiting for its file and its start.</summary>
    Created,

    /// <summary>Started; no node has taken it up yet.</summary>
    Pending,

    /// <summary>People are being added.</summary>
    InProgress,

    /// <summary>Told to stop; the node that runs it has not yet seen it.</summary>
    Stopping,

    /// <summary>Not started within a day.</summary>
    Expired,

    /// <summary>Stopped before its end. It is never started again.</summary>
    Stopped,

    /// <summary>Over, and not as it should.</summary>
    Failed,

    /// <summary>Over.</summary>
    Succeeded,
}

/// <summary>Why an import is over.</summary>
public enum ImportEnd
{
    /// <summary>Every row was read, and most of them were people who are there now.</summary>
    Done,

    /// <summary>Every row was read, and most of them added nobody.</summary>
    TooManyFailed,

    /// <summary>Somebody stopped it.</summary>
    Stopped,

    /// <summary>Nobody started it in time.</summary>
    Expired,

    /// <summary>The first row does not name the columns of the pool, each once.</summary>
    WrongHeader,

    /// <summary>The file is not there in full.</summary>
    Unreadable,
}

/// <summary>What became of the rows read so far.</summary>
/// <param name="Imported">People who were added.</param>
/// <param name="Skipped">People who were there already.</param>
/// <param name="Failed">Rows that break a rule.</param>
public readonly record struct ImportCounts(long Imported, long Skipped, long Failed)
{
    /// <summary>Both together.</summary>
    public static ImportCounts operator +(ImportCounts left, ImportCounts right) =>
        new(left.Imported + right.Imported, left.Skipped + right.Skipped, left.Failed + right.Failed);
}
