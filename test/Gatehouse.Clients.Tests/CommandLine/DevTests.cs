using System.Text.Json;
using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.CommandLine;

/// <summary>What <c>gatehouse dev</c> prints can be pasted, and works.</summary>
public sealed class DevTests : IAsyncLifetime
{
    private readonly ServerPlan plan = new()
    {
        Arguments = ["dev"],
        More = new Dictionary<string, string> { ["ACCESS_KEY_ID"] = "", ["SECRET_ACCESS_KEY"] = "", ["MASTER_KEY"] = "", ["OUTBOX"] = "", ["PUBLIC_URL"] = "" },
    };

    private ServerProcess? server;

    public async ValueTask InitializeAsync()
    {
        server = await ServerProcess.Start(plan);
        await Deadline.Until("the last line is printed", TimeSpan.FromSeconds(30), () => Task.FromResult(Line("curl ") is not null));
    }

    public async ValueTask DisposeAsync()
    {
        await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        plan.Dispose();
    }

    [Fact]
    public async Task The_printed_curl_line_signs_in()
    {
        var ran = await Paste(Line("curl ")!);
        Assert.Equal(0, ran.ExitCode);
        var tokens = JsonSerializer.Deserialize<JsonElement>(ran.Output).GetProperty("AuthenticationResult");
        Assert.Equal(3, tokens.GetProperty("IdToken").GetString()!.Split('.').Length);
    }

    [Fact]
    public async Task The_printed_aws_line_signs_in()
    {
        await AwsCli.Need();
        var ran = await Paste(Line("aws ")!);
        Assert.True(ran.ExitCode == 0, ran.Errors);
        Assert.Equal(3, ran.Output.Trim().Split('.').Length);
    }

    [Fact]
    public async Task The_printed_credentials_administer()
    {
        await AwsCli.Need();
        var ran = await Paste("aws cognito-idp list-user-pools --max-results 10 --query 'UserPools[].Name' --output text");
        Assert.True(ran.ExitCode == 0, ran.Errors);
        Assert.Contains("demo", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_front_page_is_there_for_this_machine()
    {
        using var page = await server!.Http.GetAsync("/");
        Assert.True(page.IsSuccessStatusCode);
        Assert.StartsWith("text/html", page.Content.Headers.ContentType?.ToString(), StringComparison.Ordinal);
    }

    // The lines are pasted as they are, into a shell that knows nothing else of AWS.
    private Task<Shell> Paste(string line)
    {
        var exports = string.Join('\n', server!.Lines.Where(printed => printed.StartsWith("export AWS_", StringComparison.Ordinal)));
        Assert.Contains("AWS_ENDPOINT_URL", exports, StringComparison.Ordinal);
        return Shell.Run($"export AWS_PAGER= AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null\n{exports}\n{line}");
    }

    private string? Line(string start) => server!.Lines.FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal));
}
