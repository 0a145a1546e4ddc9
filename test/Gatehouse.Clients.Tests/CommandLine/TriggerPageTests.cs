using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.CommandLine;

/// <summary><c>docs/triggers.md</c>: its functions are saved, its lines are pasted, and what it says comes out.</summary>
public sealed partial class TriggerPageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Tree.Root, "docs", "triggers.md"));

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("gatehouse-test-");
    private readonly int port = FreePort();

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task Its_five_minutes_are_enough_for_a_local_function()
    {
        await Save("gate/index.mjs", Block("js", "export const handler"));
        using var plan = Plan(await Exported(Block("sh", "\"local\""), "GATEHOUSE_FUNCTIONS"));
        await using var server = await ServerProcess.Start(plan);
        await Paste(plan);

        // What it tells to try at the end.
        var before = await Answer(plan, "\"eve\"");
        await Save("gate/index.mjs", "export const handler = async () => { throw new Error('Closed'); };");
        await Deadline.Until("the changed function answers", TimeSpan.FromSeconds(30), async () => (await Answer(plan, "\"eve\"")).Contains("Closed", StringComparison.Ordinal));
        Assert.DoesNotContain("Closed", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_webhook_does_the_same()
    {
        await Save("hook.mjs", Here(Block("js", "webhook-signature")));
        var lines = Here(Block("sh", "HOOK_SECRET")).Replace("node hook.mjs &", "", StringComparison.Ordinal);
        var secret = "";
        var functions = await Exported(lines + "\nprintf '%s\\n' \"$HOOK_SECRET\"", "GATEHOUSE_FUNCTIONS", line => secret = line);
        using var hook = Process.Start(new ProcessStartInfo("node", [Path.Combine(directory.FullName, "hook.mjs")]) { Environment = { ["HOOK_SECRET"] = secret } })!;
        try
        {
            await Deadline.Until("the function listens", TimeSpan.FromSeconds(30), () => Listens(hook));
            using var plan = Plan(functions);
            await using var server = await ServerProcess.Start(plan);
            await Paste(plan);
            Assert.Equal(HttpStatusCode.Unauthorized, await Forge(secret, "{}", "{}", TimeSpan.FromMinutes(-6)));
            Assert.Equal(HttpStatusCode.Unauthorized, await Forge(secret, "{}", "{\"a\":1}", TimeSpan.Zero));
            Assert.Equal(HttpStatusCode.Unauthorized, await Forge(Convert.ToBase64String(new byte[32]), "{}", "{}", TimeSpan.Zero));
            Assert.Equal(HttpStatusCode.OK, await Forge(secret, "{}", "{}", TimeSpan.Zero));
        }
        finally
        {
            hook.Kill(entireProcessTree: true);
        }
    }

    // Everything from the pool to the log, as it stands there.
    private static async Task Paste(ServerPlan plan)
    {
        string[] steps = [Block("sh", "CreateUserPool "), Block("sh", "\"eve\""), Block("sh", "\"ana\""), Block("sh", "functions/log")];
        var answers = (await Shell(plan, string.Join("\necho\n", steps))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Block("json", "UserLambdaValidationException").Trim(), answers[0]);
        Assert.Contains("\"UserConfirmed\":true", answers[1], StringComparison.Ordinal);
        Assert.Contains("PreSignUp failed with error Only people of example.com", answers[2], StringComparison.Ordinal);
        Assert.Contains("ana@example.com", answers[2], StringComparison.Ordinal);
    }

    /// <summary>What the page's line with a word answers, in a pool made by the page's lines.</summary>
    private static Task<string> Answer(ServerPlan plan, string word) => Shell(plan, Block("sh", "CreateUserPool ") + Block("sh", word));

    private static async Task<string> Shell(ServerPlan plan, string lines)
    {
        var credentials = $"""
            export AWS_ENDPOINT_URL={plan.Endpoint} AWS_DEFAULT_REGION={ServerPlan.Region}
            export AWS_ACCESS_KEY_ID={plan.AccessKeyId} AWS_SECRET_ACCESS_KEY={plan.SecretAccessKey}
            """;
        var ran = await Rig.Shell.Run($"set -e\n{credentials}\n{lines}");
        Assert.True(ran.ExitCode == 0, ran.Errors);
        return ran.Output;
    }

    /// <summary>Runs lines of the page where its functions are saved, and gives what they export; whatever they print goes elsewhere.</summary>
    private async Task<string> Exported(string lines, string variable, Action<string>? printed = null)
    {
        var ran = await Rig.Shell.Run($"cd {directory.FullName}\n{lines}\nprintf '%s' \"${variable}\"");
        Assert.True(ran.ExitCode == 0, ran.Errors);
        var output = ran.Output.Split('\n');
        printed?.Invoke(output[0]);
        return output[^1];
    }

    private ServerPlan Plan(string functions) => new()
    {
        Arguments = ["dev"],
        Directory = directory.FullName,
        More = new Dictionary<string, string> { ["FUNCTIONS"] = functions, ["OUTBOX"] = "" },
    };

    private async Task Save(string file, string text)
    {
        var path = Path.Combine(directory.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
    }

    /// <summary>The first block of the page in a language and with a word in it.</summary>
    private static string Block(string language, params string[] words) => Blocks().Matches(Page)
        .First(block => block.Groups["language"].Value == language && words.All(word => block.Groups["text"].Value.Contains(word, StringComparison.Ordinal)))
        .Groups["text"].Value;

    private string Here(string text) => text.Replace("9100", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    // Case of abuse 161: a stranger calls the webhook, with what was signed for another time, other words, or by somebody else.
    private async Task<HttpStatusCode> Forge(string secret, string signed, string sent, TimeSpan age)
    {
        var time = (DateTimeOffset.UtcNow + age).ToUnixTimeSeconds();
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret), Encoding.UTF8.GetBytes($"msg_1.{time}.{signed}")));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://localhost:{port}/") { Content = new StringContent(sent) };
        request.Headers.Add("webhook-id", "msg_1");
        request.Headers.Add("webhook-timestamp", $"{time}");
        request.Headers.Add("webhook-signature", "v1," + signature);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<bool> Listens(Process hook)
    {
        Assert.False(hook.HasExited, "The function ended.");
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
    private static partial Regex Blocks();
}
