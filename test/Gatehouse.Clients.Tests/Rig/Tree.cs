using System.Text.Json;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>Where things lie in the source tree and in what was built of it.</summary>
public static class Tree
{
    /// <summary>The directory with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The program under test, built in the same configuration as these tests.</summary>
    public static string Server { get; } = Path.Combine(Root, "src", "Gatehouse", "bin", Configuration(), "gatehouse.dll");

    /// <summary>The tests in JavaScript.</summary>
    public static string Scripts { get; } = Path.Combine(Root, "test", "Gatehouse.Clients.Tests", "js");

    /// <summary>The names of a service's operations, from its model.</summary>
    public static IReadOnlyList<string> Operations(string service)
    {
        using var model = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "model", service + ".json")));
        return [.. model.RootElement.GetProperty("operations").EnumerateObject().Select(operation => operation.Name)];
    }

    /// <summary>Those of a service's operations that the ledger does not call missing.</summary>
    public static IReadOnlyList<string> Here(string service)
    {
        var ledger = File.ReadAllText(Path.Combine(Root, "docs", "compat.md"));
        var section = ledger[ledger.IndexOf($"\n## {service}\n", StringComparison.Ordinal)..];
        var end = section.IndexOf("\n## ", 1, StringComparison.Ordinal);
        var rows = section[..(end < 0 ? section.Length : end)].Split('\n').Select(row => row.Split('|')).Where(row => row.Length > 4);
        var missing = rows.Where(row => row[3].Trim() == "not yet").Select(row => row[1].Trim()).ToHashSet();
        return [.. Operations(service).Where(operation => !missing.Contains(operation))];
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Gatehouse.slnx")))
            directory = directory.Parent;

        return directory?.FullName ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} lies in no source tree.");
    }

    // …/bin/Release/net10.0/ gives Release/net10.0.
    private static string Configuration()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(framework.Parent!.Name, framework.Name);
    }
}
