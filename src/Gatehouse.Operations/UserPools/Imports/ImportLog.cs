using System.Globalization;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>What is said of each row, in the words of the real service. Nothing that a row holds is ever among them.</summary>
public static class ImportLog
{
    /// <summary>No log has more lines.</summary>
    public const long Most = 1_000_000;

    /// <summary>Somebody was added.</summary>
    public static string Succeeded(long line) => Line("SUCCEEDED", line, "The import succeeded.");

    /// <summary>Somebody is there already.</summary>
    public static string Skipped(long line) => Line("SKIPPED", line, "The user already exists.");

    /// <summary>The row breaks a rule.</summary>
    public static string Failed(long line, string why) => Line("FAILED", line, why);

    /// <summary>So many of the lines that the log stays within its bound; the last one tells that it ends.</summary>
    public static IReadOnlyList<string> Bounded(long before, List<string> lines)
    {
        if (before >= Most)
            return [];
        return before + lines.Count < Most ? lines : [.. lines.Take((int)(Most - before - 1)), "The log ends here. The import goes on."];
    }

    /// <summary>How an import ended, in a sentence; null while it has not.</summary>
    public static string? Ended(ImportJob job) => job.End switch
    {
        ImportEnd.Done => "Import Job Completed Successfully.",
        ImportEnd.TooManyFailed => "Too many users have failed or been skipped during the import.",
        ImportEnd.Stopped => "The Import Job was stopped by the developer.",
        ImportEnd.Expired => "The user import job has expired.",
        ImportEnd.WrongHeader => "The header of the CSV file does not match the user pool.",
        ImportEnd.Unreadable => "The CSV file cannot be read.",
        _ => null,
    };

    private static string Line(string what, long line, string why) =>
        string.Create(CultureInfo.InvariantCulture, $"[{what}] Line Number {line} - {why}");
}
