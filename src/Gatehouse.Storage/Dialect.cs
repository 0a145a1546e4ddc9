using Gatehouse.Storage.PostgreSql;
using Gatehouse.Storage.Sqlite;

namespace Gatehouse.Storage;

/// <summary>The few words in which the engines differ; all other SQL is shared.</summary>
internal sealed record Dialect
{
    /// <summary>Ends a SELECT: nobody else changes the rows before this transaction ends.</summary>
    public required string ForUpdate { get; init; }

    /// <summary>Ends a SELECT: nobody changes or deletes the rows before this transaction ends.</summary>
    public required string ForShare { get; init; }

    /// <summary>Ends a SELECT: nobody deletes the rows before this transaction ends.</summary>
    public required string ForKeyShare { get; init; }

    /// <summary>Ends a SELECT: rows that another transaction works on are left out.</summary>
    public required string SkipLocked { get; init; }

    /// <summary>How many rows are written at once.</summary>
    public required IBulk Bulk { get; init; }

    /// <summary>Column types and table options, as the migrations name them.</summary>
    public required IReadOnlyDictionary<string, string> MigrationWords { get; init; }

    /// <summary>One writer at a time: there is nothing to lock.</summary>
    public static Dialect Sqlite { get; } = new()
    {
        ForUpdate = "",
        ForShare = "",
        ForKeyShare = "",
        SkipLocked = "",
        Bulk = new SqliteBulk(),
        MigrationWords = new Dictionary<string, string>
        {
            ["text"] = "TEXT", ["bytes"] = "BLOB", ["long"] = "INTEGER", ["wide"] = "STRICT", ["narrow"] = "STRICT, WITHOUT ROWID",
        },
    };

    /// <summary>Many writers on many nodes. Text is ordered by code points, as everywhere else in the program.</summary>
    public static Dialect PostgreSql { get; } = new()
    {
        ForUpdate = " FOR NO KEY UPDATE",
        ForShare = " FOR SHARE",
        ForKeyShare = " FOR KEY SHARE",
        SkipLocked = " FOR UPDATE SKIP LOCKED",
        Bulk = new PostgresBulk(),
        MigrationWords = new Dictionary<string, string>
        {
            ["text"] = "TEXT COLLATE \"C\"", ["bytes"] = "BYTEA", ["long"] = "BIGINT", ["wide"] = "", ["narrow"] = "",
        },
    };
}
