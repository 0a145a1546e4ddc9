using System.Reflection;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;

namespace Gatehouse.Storage;

/// <summary>Brings a database to the schema this program knows: forward only, never past what it knows.</summary>
internal static class Migration
{
    private const string Prefix = "Migrations.";

    /// <summary>Runs what is missing. The caller holds a lock against other nodes.</summary>
    /// <exception cref="StorageException">A newer program was here, or a step failed; then the step was undone.</exception>
    public static void Run(UpgradeEngineBuilder engine, Dialect dialect)
    {
        var scripts = Scripts();
        var upgrader = engine
            .WithScripts(scripts)
            .WithVariables(dialect.MigrationWords.ToDictionary())
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build();
        if (upgrader.GetExecutedScripts().Except(scripts.Select(script => script.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList() is [.., var newest])
        {
            throw new StorageException(
                $"The database was written by a newer version of Gatehouse: it has the change `{newest}`, which this version does not know. "
                + "Start that newer version, or restore a backup from before it.");
        }

        if (upgrader.PerformUpgrade() is { Successful: false } failed)
            throw new StorageException($"The database could not be brought up to date: {failed.Error.Message}", failed.Error);
    }

    private static List<SqlScript> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => SqlScript.FromStream(name[Prefix.Length..], assembly.GetManifestResourceStream(name)!))
            .ToList();
    }
}
