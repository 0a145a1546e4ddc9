using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Gatehouse.Hosting;

/// <summary>The usual help, and after it what a beginner wants to know.</summary>
internal sealed class TeachingHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private const string Lesson =
        """
        Every setting can be given in four ways; the first that has it counts:
          1. option                 --public-url https://id.example.com
          2. environment variable   GATEHOUSE_PUBLIC_URL=https://id.example.com
          3. file                   /run/secrets/GATEHOUSE_PUBLIC_URL (directory: GATEHOUSE_SETTINGS_DIR)
          4. appsettings.json       { "Gatehouse": { "PublicUrl": "https://id.example.com" } }
        Secrets are best kept in files: other users of the machine can see the options of a program.

        Examples:
          gatehouse dev
              Try it: prints credentials, a demo pool and a first sign-in to copy.
          gatehouse serve --data /var/lib/gatehouse --urls 'http://*:7080' --public-url https://id.example.com
              One node with its own store, behind a proxy that does TLS.
          GATEHOUSE_DATABASE='Host=db;Database=gatehouse;Username=gatehouse;Password=…' GATEHOUSE_MASTER_KEY_FILE=/run/key gatehouse serve
              One of several nodes that share a PostgreSQL database.
          gatehouse settings
              What is set, and where it comes from.

        Exit codes: 0 done or stopped as asked, 1 failed or not ready, 2 a setting or the command line is wrong.

        """;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is RootCommand)
            parseResult.InvocationConfiguration.Output.WriteLine(Lesson.ReplaceLineEndings());
        return ExitCode.Done;
    }
}
