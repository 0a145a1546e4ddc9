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
