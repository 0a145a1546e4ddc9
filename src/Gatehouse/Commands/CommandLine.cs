using System.CommandLine;
using System.CommandLine.Help;
using Gatehouse.Crypto;
using Gatehouse.Storage;

namespace Gatehouse.Hosting;

/// <summary>What the program's exit code tells.</summary>
public static class ExitCode
{
    /// <summary>Done as asked; for <c>serve</c> and <c>dev</c>: stopped as asked.</summary>
    public const int Done = 0;

    /// <summary>It failed; for <c>health</c>: the server is not ready.</summary>
    public const int Failed = 1;

    /// <summary>A setting or the command line is wrong; the one sentence on standard error says which.</summary>
    public const int Wrong = 2;
}

/// <summary>The commands of <c>gatehouse</c>.</summary>
public static class CommandLine
{
    private static readonly IReadOnlyDictionary<Setting, Option<string?>> Options = KnownSettings.All.ToDictionary(setting => setting, Option);

    /// <summary>Runs the command that the arguments name.</summary>
    /// <param name="args">The arguments after the program's name.</param>
    /// <param name="output">Takes what was asked for.</param>
    /// <param name="error">Takes the sentence that says why nothing was done.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> Run(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = Root(output).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction and not TeachingHelp)
        {
            var problem = parsed.UnmatchedTokens is [var unknown, ..] ? $"'{unknown}' is no command or option." : parsed.Errors[0].Message;
            await error.WriteLineAsync($"{problem} `gatehouse --help` shows what there is.");
            return ExitCode.Wrong;
        }

        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = output, Error = error });
        }
        catch (SettingException wrong)
        {
            await error.WriteLineAsync(wrong.Message);
            return ExitCode.Wrong;
        }
        catch (MasterKeyException wrong)
        {
            await error.WriteLineAsync($"{KnownSettings.MasterKeyFile.Variable} or {KnownSettings.MasterKey.Variable} is wrong. {wrong.Message}");
            return ExitCode.Wrong;
        }
        catch (StorageException failure)
        {
            await error.WriteLineAsync(failure.Message);
            return ExitCode.Failed;
        }
    }

    private static RootCommand Root(TextWriter output)
    {
        var root = new RootCommand("Gatehouse: sign-up, sign-in and access control that speaks the protocol of Amazon Cognito, on your own machines.")
        {
            Command("serve", "Serve until told to stop (SIGTERM, Ctrl-C).", (settings, cancel) => ServeCommand.Run(settings, output, cancel)),
            Command("dev", "Serve this machine only, with a demo pool, and mails shown instead of sent.",
                (settings, cancel) => ServeCommand.Run(settings, output, cancel), isDev: true),
            GuardCommand(),
            SettingsCommand(output),
            Command("health", "Ask the server on this machine whether it is ready: exit code 0 or 1. For container health checks.",
                (settings, cancel) => HealthCommand.Run(settings, output, cancel)),
            VersionCommand(output),
        };
        foreach (var option in Options.Values)
            root.Options.Add(option);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new TeachingHelp((HelpAction)help.Action!);
        return root;
    }

    private static Command Command(string name, string description, Func<Settings, CancellationToken, Task<int>> run, bool isDev = false)
    {
        var command = new Command(name, description);
        command.SetAction((parsed, cancel) => run(SettingsReader.Read(Collect(parsed), isDev), cancel));
        return command;
    }

    private static Command GuardCommand()
    {
        var command = new Command("guard", "Stand before services of your own and let through what the server allows.");
        command.SetAction((parsed, cancel) => Hosting.GuardCommand.Run(SettingsReader.ReadGuard(Collect(parsed)), cancel));
        return command;
    }

    private static Command SettingsCommand(TextWriter output)
    {
        var command = new Command("settings", "Print every setting with its value and where it comes from; secrets are masked.");
        command.SetAction(parsed => Hosting.SettingsCommand.Run(Collect(parsed), output));
        return command;
    }

    private static Command VersionCommand(TextWriter output)
    {
        var command = new Command("version", "Print the version.");
        command.SetAction(_ =>
        {
            output.WriteLine($"gatehouse {Product.Version}");
            return ExitCode.Done;
        });
        return command;
    }

    private static IReadOnlyDictionary<Setting, SettingText> Collect(ParseResult parsed) => SettingSources.OfProcess(
        Options.Where(pair => parsed.GetValue(pair.Value) is not null).ToDictionary(pair => pair.Key, pair => parsed.GetValue(pair.Value)!)).Collect();

    private static Option<string?> Option(Setting setting) => new(setting.Option)
    {
        Description = setting.Meaning + (setting.Default is null ? "" : $" [default: {setting.Default}]"),
        HelpName = "text",
        Recursive = true,
    };
}
