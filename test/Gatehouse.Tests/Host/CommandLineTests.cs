using Gatehouse.Hosting;

namespace Gatehouse.Tests.Host;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_teaches_every_setting_the_order_of_sources_examples_and_exit_codes()
    {
        var (code, output, _) = await Run("--help");
        Assert.Equal(ExitCode.Done, code);
        Assert.All(KnownSettings.All, setting => Assert.Contains(setting.Option + " ", output, StringComparison.Ordinal));
        foreach (var part in new[] { "gatehouse dev", "GATEHOUSE_PUBLIC_URL=", "/run/secrets", "appsettings.json", "Exit codes: 0", "health", "settings", "version" })
            Assert.Contains(part, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sevre")]
    [InlineData("serve", "--colour", "red")]
    [InlineData("serve", "--region")]
    [InlineData]
    public async Task A_wrong_command_line_ends_with_2_and_one_sentence(params string[] args)
    {
        var (code, _, error) = await Run(args);
        Assert.Equal(ExitCode.Wrong, code);
        Assert.Contains("gatehouse --help", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("dev")]
    [InlineData("health")]
    [InlineData("settings")]
    public async Task A_wrong_setting_ends_any_command_with_2_and_one_sentence(string command)
    {
        var (code, _, error) = await Run(command, "--account-id", "12");
        Assert.Equal(ExitCode.Wrong, code);
        Assert.Equal("GATEHOUSE_ACCOUNT_ID (--account-id) must be twelve digits.", error.Trim());
    }

    [Fact]
    public async Task Settings_are_printed_with_their_source_and_secrets_are_not()
    {
        var (code, output, _) = await Run(
            "settings", "--region", "eu-west-1", "--smtp", "smtp://me:Very-Secret-1@h?from=a@b.c", "--access-key-id", "AKIA1234567890123456", "--secret-access-key", "Very-Secret-Value-2");
        Assert.Equal(ExitCode.Done, code);
        Assert.DoesNotContain("Very-Secret", output, StringComparison.Ordinal);
        Assert.Contains(output.Split('\n'), line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["GATEHOUSE_REGION", "eu-west-1", "command", "line"]);
        Assert.Contains(output.Split('\n'), line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["GATEHOUSE_SMTP", "********", "command", "line"]);
        Assert.Contains(output.Split('\n'), line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["GATEHOUSE_ACCOUNT_ID", "000000000000", "default"]);
    }

    [Fact]
    public async Task Health_of_nothing_is_1()
    {
        using var free = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        free.Start();
        var port = ((System.Net.IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var (code, output, _) = await Run("health", "--urls", $"http://127.0.0.1:{port}");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("no answer", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_printed()
    {
        var (code, output, _) = await Run("version");
        Assert.Equal(ExitCode.Done, code);
        Assert.Matches(@"^gatehouse \d+\.\d+\.\d+", output);
    }

    internal static async Task<(int Code, string Output, string Error)> Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
