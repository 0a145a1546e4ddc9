using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.CommandLine;

/// <summary>The five minutes of <c>docs/triggers.md</c>: its function is run, its lines are pasted, and what it says comes out.</summary>
public sealed partial class TriggerPageTests : IAsyncLifetime
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("gatehouse-test-");
    private readonly IReadOnlyList<(string Language, string Text)> blocks =
        [.. Block().Matches(File.ReadAllText(Path.Combine(Tree.Root, "docs", "triggers.md"))).Select(match => (match.Groups["language"].Value, match.Groups["text"].Value))];

    private readonly int port = FreePort();
    private Process? hook;
    private ServerPlan plan = null!;
    private ServerProcess? server;

    public async ValueTask InitializeAsync()
    {
        // 1. The function, as it is saved.
        var file = Path.Combine(directory.FullName, "hook.mjs");
        await File.WriteAllTextAsync(file, Here(blocks.First(block => block.Language == "js").Text));

        // 2. The lines that name it, run up to the setting they export.
        var lines = Here(Shell("GATEHOUSE_FUNCTIONS")).Replace("node hook.mjs &", "", StringComparison.Ordinal);
        var exported = await Gatehouse.Clients.Tests.Rig.Shell.Run(lines + "\nprintf '%s\\n%s' \"$HOOK_SECRET\" \"$GATEHOUSE_FUNCTIONS\"");
        Assert.True(exported.ExitCode == 0, exported.Errors);
        var (secret, functions) = (exported.Output.Split('\n')[0], exported.Output.Split('\n')[1]);
        hook = Process.Start(new ProcessStartInfo("node", [file]) { Environment = { ["HOOK_SECRET"] = secret } })!;

        // 3. The server.
        plan = new() { Arguments = ["dev"], More = new Dictionary<string, string> { ["FUNCTIONS"] = functions, ["OUTBOX"] = "" } };
        server = await ServerProcess.Start(plan);
        await Deadline.Until("the function listens", TimeSpan.FromSeconds(30), Listens);
    }

    public async ValueTask DisposeAsync()
    {
        await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        hook?.Kill(entireProcessTree: true);
        hook?.Dispose();
        plan?.Dispose();
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Its_lines_can_be_pasted_and_do_what_it_says()
    {
        var credentials = $"""
            export AWS_ENDPOINT_URL={plan.Endpoint} AWS_DEFAULT_REGION={ServerPlan.Region}
            export AWS_ACCESS_KEY_ID={plan.AccessKeyId} AWS_SECRET_ACCESS_KEY={plan.SecretAccessKey}
            """;
        string[] steps = [Shell("CreateUserPool "), Shell("\"eve\""), Shell("\"ana\""), Shell("functions/log")];
        var ran = await Gatehouse.Clients.Tests.Rig.Shell.Run($"set -e\n{credentials}\n{string.Join("\necho\n", steps)}");
        Assert.True(ran.ExitCode == 0, ran.Errors);

        var answers = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(blocks.First(block => block.Language == "json").Text.Trim(), answers[0]);
        Assert.Contains("\"UserConfirmed\":true", answers[1], StringComparison.Ordinal);
        Assert.Contains("PreSignUp failed with error Only people of example.com", answers[2], StringComparison.Ordinal);
        Assert.Contains("ana@example.com", answers[2], StringComparison.Ordinal);
    }

    private string Shell(string word) => blocks.First(block => block.Language == "sh" && block.Text.Contains(word, StringComparison.Ordinal)).Text;

    private string Here(string text) => text.Replace("9100", port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private async Task<bool> Listens()
    {
        Assert.False(hook!.HasExited, "The function ended.");
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("localhost", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
