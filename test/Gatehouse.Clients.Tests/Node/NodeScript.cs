using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Node;

/// <summary>What became of one test in JavaScript.</summary>
/// <param name="Name">Its sentence.</param>
/// <param name="Passed">It held.</param>
/// <param name="Skipped">Why it did not run; null when it did.</param>
/// <param name="Error">What did not hold.</param>
public sealed record NodeOutcome(string Name, bool Passed, string? Skipped, string? Error);

/// <summary>One file of tests in JavaScript: its tests can be listed, and it can be run against a server.</summary>
public static partial class NodeScript
{
    private const string Ending = ".test.mjs";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Every file and test there is, found without running anything.</summary>
    public static IEnumerable<(string Theme, string Test)> All() =>
        from path in Directory.EnumerateFiles(Tree.Scripts, "*" + Ending).Order(StringComparer.Ordinal)
        from Match test in Declaration().Matches(File.ReadAllText(path))
        select (Path.GetFileName(path)[..^Ending.Length], test.Groups["sentence"].Value);

    /// <summary>Runs a file against a server.</summary>
    /// <param name="theme">The file's name without its ending.</param>
    /// <param name="server">The server.</param>
    /// <param name="calls">The file to which it adds what it called, as <c>SignUp answered</c> or <c>SignUp refused</c>.</param>
    /// <returns>Its tests, by name.</returns>
    public static async Task<IReadOnlyDictionary<string, NodeOutcome>> Run(string theme, ServerPlan server, string calls)
    {
        using var node = Process.Start(Command(theme, server, calls))!;
        var errors = node.StandardError.ReadToEndAsync();
        var output = node.StandardOutput.ReadToEndAsync();
        using var end = new CancellationTokenSource(Limit);
        await using var kill = end.Token.Register(() => node.Kill(entireProcessTree: true));
        await node.WaitForExitAsync();

        var outcomes = new Dictionary<string, NodeOutcome>();
        foreach (var line in (await output).Split('\n').Where(line => line.StartsWith('{')))
        {
            var outcome = JsonSerializer.Deserialize<NodeOutcome>(line, Web)!;
            outcomes[outcome.Name] = outcome;
        }

        Assert.True(outcomes.Count > 0, $"{theme} ran no test:\n{await errors}");
        return outcomes;
    }

    private static ProcessStartInfo Command(string theme, ServerPlan server, string calls)
    {
        var reporter = Path.Combine(Tree.Scripts, "rig", "reporter.mjs");
        var command = new ProcessStartInfo("node", ["--test-reporter", reporter, Path.Combine(Tree.Scripts, theme + Ending)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        command.Environment["RIG_ENDPOINT"] = server.Endpoint;
        command.Environment["RIG_REGION"] = ServerPlan.Region;
        command.Environment["RIG_ACCESS_KEY_ID"] = server.AccessKeyId;
        command.Environment["RIG_SECRET_ACCESS_KEY"] = server.SecretAccessKey;
        command.Environment["RIG_FUNCTIONS_PORT"] = server.FunctionsPort.ToString(CultureInfo.InvariantCulture);
        command.Environment["RIG_LOCAL_FUNCTION"] = server.LocalFunction;
        command.Environment["RIG_HOOK_SECRET"] = server.HookSecret;
        command.Environment["RIG_SENDER_KEY"] = server.SenderKey;
        command.Environment["RIG_SENDER_OWNER"] = server.SenderOwner.ExportPkcs8PrivateKeyPem();
        command.Environment["RIG_NGINX_PORT"] = server.NginxPort.ToString(CultureInfo.InvariantCulture);
        command.Environment["RIG_PROGRAM"] = Tree.Server;
        command.Environment["RIG_DOORS"] = server.Doors;
        command.Environment["RIG_DOOR_SECRET"] = server.DoorSecret;
        command.Environment["RIG_BACKEND_PORTS"] = string.Join(',', server.BackendPorts);
        command.Environment["RIG_APP_PORT"] = server.AppPort.ToString(CultureInfo.InvariantCulture);
        command.Environment["RIG_CALLS"] = calls;
        return command;
    }

    [GeneratedRegex(@"^test\('(?<sentence>[^']*)'", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();
}
