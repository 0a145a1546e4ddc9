using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Imports and their files.</summary>
internal static class SampleImports
{
    public static ImportJob Job(UserPool pool, DateTimeOffset? created = null, ImportStatus status = ImportStatus.Created) => new()
    {
        PoolId = pool.Id, Id = Samples.Unique("import-"), Name = "people", LogTarget = "somewhere", Hashes = HashKind.Scrypt,
        Created = created ?? Samples.Noon, Status = status,
    };

    /// <summary>People of a pool, of whom nothing is known but their names.</summary>
    public static List<User> People(UserPool pool, params string[] names) => [.. names.Select(name => new User(Samples.Person(pool, name)))];

    public static ImportStep On(ImportJob job, IReadOnlyList<string?> taken) => new(
        job with { Position = job.Position + 10, Counts = job.Counts + new ImportCounts(taken.Count(t => t is null), taken.Count(t => t is not null), 0) },
        [.. taken.Select((t, i) => $"{job.Position + i}: {t ?? "added"}")]);
}
