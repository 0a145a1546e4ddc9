using System.Diagnostics;
using System.Globalization;
using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Terraform;

/// <summary>Terraform with the provider for AWS, in a working directory of its own, pointed at a server.</summary>
public sealed class Terraform : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly string directory = Directory.CreateTempSubdirectory("gatehouse-terraform-").FullName;
    private readonly ServerPlan server;

    private Terraform(ServerPlan server) => this.server = server;

    /// <summary>Copies the stack and initialises it from the plugins on this machine; skips the test, with the reason, when something is not there.</summary>
    public static async Task<Terraform> Of(ServerPlan server)
    {
        Assert.SkipUnless((await Shell.Run("terraform version")).ExitCode == 0, "Terraform is not installed.");
        var plugins = PluginDirectories().FirstOrDefault(HasProvider);
        Assert.SkipWhen(plugins is null, "Terraform's provider hashicorp/aws is in none of its plugin directories (TF_PLUGIN_DIR names another).");

        var terraform = new Terraform(server);
        var stack = Directory.EnumerateFiles(Path.Combine(Tree.Root, "test", "Gatehouse.Clients.Tests", "Terraform"));
        foreach (var file in stack.Where(file => !file.EndsWith(".cs", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(terraform.directory, Path.GetFileName(file)));

        var ready = await terraform.Run("init", $"-plugin-dir={plugins}");
        Assert.True(ready.ExitCode == 0, ready.Output + ready.Errors);
        return terraform;
    }

    /// <summary>Runs a command of Terraform.</summary>
    public async Task<Shell> Run(params string[] arguments)
    {
        var command = new ProcessStartInfo("terraform", arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var environment = new Dictionary<string, string>
        {
            ["TF_IN_AUTOMATION"] = "1", ["TF_INPUT"] = "0", ["TF_CLI_ARGS"] = "-no-color", ["CHECKPOINT_DISABLE"] = "1", ["TF_CLI_CONFIG_FILE"] = "/dev/null",
            ["AWS_ACCESS_KEY_ID"] = server.AccessKeyId, ["AWS_SECRET_ACCESS_KEY"] = server.SecretAccessKey, ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["TF_VAR_endpoint"] = server.Endpoint, ["TF_VAR_region"] = ServerPlan.Region, ["TF_VAR_suffix"] = server.Port.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in environment)
            command.Environment[name] = value;

        using var process = Process.Start(command)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        using var end = new CancellationTokenSource(Limit);
        await using var kill = end.Token.Register(() => process.Kill(entireProcessTree: true));
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, output, await errors);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static IEnumerable<string> PluginDirectories() =>
    [
        Environment.GetEnvironmentVariable("TF_PLUGIN_DIR") ?? "",
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".terraform.d", "plugins"),
        "/usr/local/share/terraform/plugins",
        "/usr/share/terraform/plugins",
        "/opt/tf-plugins",
    ];

    // {directory}/{registry}/hashicorp/aws/{version}/{platform}
    private static bool HasProvider(string directory) =>
        Directory.Exists(directory)
        && Directory.EnumerateDirectories(directory).Any(registry => Directory.Exists(Path.Combine(registry, "hashicorp", "aws")));
}
